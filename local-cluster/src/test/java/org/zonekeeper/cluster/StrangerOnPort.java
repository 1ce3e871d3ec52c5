package org.zonekeeper.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody with a cluster of his own, who listens on the port of a process that is about to start,
 * once: whoever asks there is answered by his broker or his registry.
 */
final class StrangerOnPort implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");

  private final String cue;
  private final LocalCluster own;
  private ServerSocket listening;

  /**
   * @param cue how the progress line begins that names the port to take
   */
  StrangerOnPort(String cue, LocalCluster own) {
    this.cue = cue;
    this.own = own;
  }

  void hears(String progress) {
    if (listening == null && progress.startsWith(cue)) {
      try {
        listening = new ServerSocket(portIn(progress), 50, InetAddress.getLoopbackAddress());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      int target =
          progress.contains("http:")
              ? own.registryUrl().getPort()
              : URI.create("kafka://" + own.bootstrapServers()).getPort();
      Thread.ofVirtual().name("stranger").start(() -> accept(target));
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  private static int portIn(String progress) {
    Matcher matcher = PORT.matcher(progress);
    assertThat(matcher.find()).as(progress).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  private void accept(int target) {
    while (true) {
      try {
        Socket near = listening.accept();
        Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
        Thread.ofVirtual().start(() -> pass(near, far));
        Thread.ofVirtual().start(() -> pass(far, near));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException ended) {
      // One side is gone: the other learns it by the close.
    }
  }

  @Override
  public void close() throws IOException {
    if (listening != null) {
      listening.close();
    }
  }
}
