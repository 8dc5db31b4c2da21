package io.voteengine.spring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The metadata by which editors complete properties, as the build has written it. */
class MetadataTest {
  @Test
  void eachPropertyIsDescribed() throws IOException {
    List<String> names = new ArrayList<>();
    for (JsonNode property : metadata().get("properties")) {
      String name = property.get("name").asString();
      names.add(name);
      assertThat(property.path("description").asString("")).as(name).isNotBlank().endsWith(".");
    }
    assertThat(names)
        .contains(
            "voteengine.store",
            "voteengine.redis.url",
            "voteengine.ledger.initialize-schema",
            "voteengine.limit-per-voter.permits",
            "voteengine.polls",
            "voteengine.series",
            "voteengine.reconciler.threads")
        .hasSizeGreaterThan(40);
  }

  private static JsonNode metadata() throws IOException {
    try (InputStream file =
        VoteEngineProperties.class.getResourceAsStream(
            "/META-INF/spring-configuration-metadata.json")) {
      return JsonMapper.shared().readTree(Objects.requireNonNull(file, "written by the compiler"));
    }
  }
}
