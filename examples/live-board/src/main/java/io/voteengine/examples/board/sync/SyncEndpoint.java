package io.voteengine.examples.board.sync;

import io.voteengine.examples.board.security.Holder;
import io.voteengine.examples.board.security.HolderAuthentication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** The live channel over WebSocket. */
@Component
class SyncEndpoint extends TextWebSocketHandler {
  private static final Logger log = LoggerFactory.getLogger(SyncEndpoint.class);
  private static final String CLIENT = "client";

  private final SyncRules rules;
  private final SyncBudgets budgets;
  private final SyncClients clients;

  SyncEndpoint(SyncRules rules, SyncBudgets budgets, SyncClients clients) {
    this.rules = rules;
    this.budgets = budgets;
    this.clients = clients;
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    SyncClient client =
        new SyncClient(new Socket(session), rules, budgets.ofConnection(), holder(session));
    session.getAttributes().put(CLIENT, client);
    clients.add(client);
  }

  private static @Nullable Holder holder(WebSocketSession session) {
    return session.getPrincipal() instanceof HolderAuthentication known
        ? known.getPrincipal()
        : null;
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message) {
    clientOf(session).receive(message.getPayload());
  }

  @Override
  public void handleTransportError(WebSocketSession session, Throwable failure) {
    log.debug("A connection broke", failure);
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    clients.remove(clientOf(session));
  }

  private static SyncClient clientOf(WebSocketSession session) {
    return (SyncClient) Objects.requireNonNull(session.getAttributes().get(CLIENT));
  }

  private record Socket(WebSocketSession session) implements SyncSocket {
    @Override
    public void send(String message) {
      synchronized (session) { // Answers to a client, beats and updates come from other threads.
        try {
          session.sendMessage(new TextMessage(message));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    @Override
    public void close(int status, String reason) {
      try {
        session.close(new CloseStatus(status, reason));
      } catch (IOException e) {
        log.debug("A connection was gone before it was closed", e);
      }
    }
  }
}
