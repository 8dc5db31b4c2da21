package io.voteengine.examples.board.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.voteengine.examples.board.testing.BoardTest;
import io.voteengine.examples.board.testing.Browser;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

class OpenApiTest extends BoardTest {
  @Autowired private List<RequestMappingHandlerMapping> mappings;

  @Test
  void everyCallIsDescribed() {
    JsonNode paths = Browser.at(port).get("/v3/api-docs").json().at("/paths");
    Set<String> described = new TreeSet<>();
    paths
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(
                        method ->
                            described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    Set<String> mapped = new TreeSet<>();
    for (RequestMappingHandlerMapping mapping : mappings) {
      mapping
          .getHandlerMethods()
          .forEach(
              (info, method) -> {
                if (method.getBeanType().getName().startsWith("io.voteengine.examples")) {
                  info.getMethodsCondition()
                      .getMethods()
                      .forEach(
                          verb ->
                              info.getPatternValues()
                                  .forEach(path -> mapped.add(verb + " " + path)));
                }
              });
    }
    assertThat(mapped).contains("POST /api/votes", "POST /sync").hasSizeGreaterThan(25);
    assertThat(described).isEqualTo(mapped);
  }
}
