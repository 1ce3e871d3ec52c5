package org.zonekeeper.systemtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A desktop that sends whatever a test wants it to, right or wrong. For the test's own thread. */
final class PlainSocket implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final WebSocket socket;

  /** Connects, and reads the gateway's greeting away. */
  PlainSocket(URI endpoint, String token) throws InterruptedException, JsonProcessingException {
    socket =
        client
            .newWebSocketBuilder()
            .header("Authorization", "Bearer " + token)
            .buildAsync(endpoint, new Listener())
            .join();
    nextFrame();
  }

  /** Sends the text, in which single quotes stand for double ones, and gives the next frame. */
  JsonNode ask(String text) throws InterruptedException, JsonProcessingException {
    socket.sendText(text.replace('\'', '"'), /* last= */ true).join();
    return nextFrame();
  }

  private JsonNode nextFrame() throws InterruptedException, JsonProcessingException {
    String frame = received.poll(ContactCentre.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (frame == null) {
      throw new AssertionError("the gateway said nothing");
    }
    return JSON.readTree(frame);
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder frame = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      frame.append(text);
      if (last) {
        received.add(frame.toString());
        frame.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
