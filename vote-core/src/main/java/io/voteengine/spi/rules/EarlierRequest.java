package io.voteengine.spi.rules;

import io.voteengine.Choice;

/**
 * A request that was cast before.
 *
 * @param same whether it was this request; false: another one with the same id
 * @param overtaken whether it was answered as overtaken; then the following have no meaning
 * @param previous the voter's choice before it
 * @param choice the voter's choice after it
 * @param castAt its time, in microseconds
 */
public record EarlierRequest(
    boolean same, boolean overtaken, Choice previous, Choice choice, long castAt) {}
