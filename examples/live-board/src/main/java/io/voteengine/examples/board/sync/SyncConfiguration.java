package io.voteengine.examples.board.sync;

import io.voteengine.live.wire.WireCodec;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/** Where the live channel is. */
@Configuration(proxyBeanMethods = false)
class SyncConfiguration {
  private static final int BEFORE_CONTROLLERS = -1;
  private static final long SEND_TIMEOUT_MILLIS = 10_000;

  /** Upgrades of {@code /sync} only: {@link StreamController} has the POST of the same path. */
  @Bean
  WebSocketHandlerMapping syncMapping(SyncEndpoint endpoint) {
    WebSocketHandlerMapping mapping = new WebSocketHandlerMapping();
    mapping.setUrlMap(
        Map.of("/sync", new WebSocketHttpRequestHandler(endpoint, new DefaultHandshakeHandler())));
    mapping.setWebSocketUpgradeMatch(true);
    mapping.setOrder(BEFORE_CONTROLLERS);
    return mapping;
  }

  /** Longer messages make the container close the connection with status 1009. */
  @Bean
  ServletServerContainerFactoryBean webSocketLimits() {
    ServletServerContainerFactoryBean limits = new ServletServerContainerFactoryBean();
    limits.setMaxTextMessageBufferSize(WireCodec.LONGEST_FRAME);
    limits.setMaxBinaryMessageBufferSize(WireCodec.LONGEST_FRAME);
    limits.setAsyncSendTimeout(SEND_TIMEOUT_MILLIS);
    return limits;
  }
}
