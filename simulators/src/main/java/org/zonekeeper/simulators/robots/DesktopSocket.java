package org.zonekeeper.simulators.robots;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.settings.NetworkTrouble;

/**
 * One WebSocket of JSON objects. Frames go out in the order given, without blocking; the listener
 * hears of frames one by one, on the HTTP client's threads, and of the end exactly once.
 */
final class DesktopSocket {
  private static final Logger LOG = LoggerFactory.getLogger(DesktopSocket.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Thousands that come at once wait for each other; a shorter one would make them all try again.
   */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

  private final Events events;
  private final AtomicBoolean over = new AtomicBoolean();
  private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
  private final ReentrantLock order = new ReentrantLock();
  private CompletableFuture<WebSocket> lastSent;

  /** What a socket tells its desktop. */
  interface Events {
    void opened();

    void received(ObjectNode frame);

    /** The connection was lost, closed by the gateway, or never made. */
    void lost(String why);
  }

  /**
   * Not connected yet.
   *
   * @param events hears of everything, and of nothing before {@link #connect}
   */
  DesktopSocket(Events events) {
    this.events = events;
    this.lastSent = socket;
  }

  /**
   * Connects. To be called once, and when the listener can tell that it is this socket which
   * speaks: where nobody answers it may hear so on this very thread, before the call returns.
   *
   * @param token to show; the connection is made when it is there
   */
  void connect(HttpClient client, URI uri, CompletableFuture<Optional<String>> token) {
    endIfFailed(socket, "no connection");
    var unused =
        token
            .thenCompose(shown -> connect(client, uri, shown))
            .whenComplete(
                (open, failure) -> {
                  if (failure != null) {
                    socket.completeExceptionally(failure);
                  } else {
                    socket.complete(open);
                  }
                });
  }

  private CompletableFuture<WebSocket> connect(HttpClient client, URI uri, Optional<String> token) {
    WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(CONNECT_TIMEOUT);
    token.ifPresent(text -> builder.header("Authorization", "Bearer " + text));
    return builder.buildAsync(uri, new Listener());
  }

  void send(ObjectNode frame) {
    String text = frame.toString();
    CompletableFuture<WebSocket> sent;
    order.lock();
    try {
      sent = lastSent.thenCompose(open -> open.sendText(text, true));
      lastSent = sent;
    } finally {
      order.unlock();
    }
    // Outside of the lock: whoever hears of the end takes locks of its own.
    endIfFailed(sent, "cannot send");
  }

  private void endIfFailed(CompletableFuture<WebSocket> step, String what) {
    var unused =
        step.whenComplete(
            (open, failure) -> {
              if (failure != null) {
                Throwable cause =
                    failure instanceof CompletionException wrapped && wrapped.getCause() != null
                        ? wrapped.getCause()
                        : failure;
                end(what + ": " + NetworkTrouble.reason(cause));
              }
            });
  }

  /** Says goodbye; the listener hears nothing more. */
  void close() {
    over.set(true);
    order.lock();
    try {
      var unused =
          lastSent
              .thenCompose(open -> open.sendClose(WebSocket.NORMAL_CLOSURE, "end of work"))
              .whenComplete((open, failure) -> abort());
    } finally {
      order.unlock();
    }
  }

  /** Breaks the connection as a cut cable would. */
  void cut() {
    abort();
    end("cut");
  }

  private void abort() {
    var unused = socket.thenAccept(WebSocket::abort);
  }

  private void end(String why) {
    if (over.compareAndSet(false, true)) {
      events.lost(why);
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void onOpen(WebSocket opened) {
      events.opened();
      opened.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        receive(whole);
      }
      from.request(1);
      return null;
    }

    private void receive(String whole) {
      if (over.get()) {
        return;
      }
      try {
        JsonNode node = JSON.readTree(whole);
        if (node instanceof ObjectNode frame) {
          events.received(frame);
          return;
        }
      } catch (JsonProcessingException e) {
        LOG.debug("frame does not parse", e);
      }
      end("the gateway sent what is no JSON object: " + whole);
      abort();
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      end("closed by the gateway, " + code + " " + reason);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      end("lost: " + error.getMessage());
    }
  }
}
