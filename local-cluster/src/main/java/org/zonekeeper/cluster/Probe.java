package org.zonekeeper.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Predicate;

/** Questions whether something answers yet; "no" is an answer, never an error. */
final class Probe {
  private static final int CONNECT_MILLIS = 500;
  private static final Duration HTTP_TIMEOUT = Duration.ofSeconds(5);

  private Probe() {}

  static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /**
   * Whether a GET is answered with 200, by whom we mean; an interrupt counts as "no" and stays set.
   *
   * @param isMeant whether the headers prove who answers
   */
  static boolean answers(HttpClient client, URI address, Predicate<HttpHeaders> isMeant) {
    HttpRequest request = HttpRequest.newBuilder(address).timeout(HTTP_TIMEOUT).build();
    try {
      HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
      return answer.statusCode() == 200 && isMeant.test(answer.headers());
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
