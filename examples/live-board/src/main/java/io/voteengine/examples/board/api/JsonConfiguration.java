package io.voteengine.examples.board.api;

import com.fasterxml.jackson.annotation.JsonValue;
import io.voteengine.RequestId;
import io.voteengine.VoterId;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How values of the engine look in JSON: ids as their text. */
@Configuration(proxyBeanMethods = false)
class JsonConfiguration {
  @Bean
  JsonMapperBuilderCustomizer idsAsText() {
    return builder ->
        builder.addMixIn(VoterId.class, AsValue.class).addMixIn(RequestId.class, AsValue.class);
  }

  /** Lends its annotation to the method of the same name. */
  private interface AsValue {
    @JsonValue
    Object value();
  }
}
