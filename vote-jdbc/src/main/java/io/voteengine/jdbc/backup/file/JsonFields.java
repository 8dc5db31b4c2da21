package io.voteengine.jdbc.backup.file;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The members of a JSON object. Each must be what the caller asks for. */
final class JsonFields {
  private final JsonNode object;

  JsonFields(JsonNode object) {
    if (!object.isObject()) {
      throw new IllegalArgumentException("it is no JSON object");
    }
    this.object = object;
  }

  boolean has(String name) {
    return object.has(name);
  }

  /** Refuses other members, so that nothing unknown is lost silently. */
  void allow(String... names) {
    Set<String> unknown = new TreeSet<>(object.propertyNames());
    unknown.removeAll(Set.of(names));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("it has the unknown members " + unknown);
    }
  }

  JsonNode get(String name) {
    JsonNode value = object.get(name);
    if (value == null) {
      throw new IllegalArgumentException("it has no \"" + name + "\"");
    }
    return value;
  }

  String text(String name) {
    JsonNode value = get(name);
    if (!value.isString()) {
      throw new IllegalArgumentException("its \"" + name + "\" is no text");
    }
    return value.stringValue();
  }

  boolean flag(String name) {
    JsonNode value = get(name);
    if (!value.isBoolean()) {
      throw new IllegalArgumentException("its \"" + name + "\" is neither true nor false");
    }
    return value.booleanValue();
  }

  long number(String name) {
    JsonNode value = get(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new IllegalArgumentException("its \"" + name + "\" is no whole number");
    }
    return value.longValue();
  }
}
