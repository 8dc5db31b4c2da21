package io.voteengine.examples.board.catalog;

import java.time.Instant;

/**
 * Something that people vote on.
 *
 * @param board the board that shows it
 * @param key names it in votes; never changes, unlike the title
 * @param title what a page shows. Text, never HTML
 * @param tagline one sentence about it
 * @param maker the user who posted it
 * @param postedAt when
 */
public record Item(
    String board, String key, String title, String tagline, String maker, Instant postedAt) {}
