package org.zonekeeper.cluster.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.zonekeeper.cluster.process.ChildProcess;
import org.zonekeeper.cluster.process.JvmFlags;
import org.zonekeeper.cluster.process.StartFailure;

/**
 * A child process through which networks lead that can be cut. A real network does not stop while
 * somebody's memory is collected: among two thousand desktops it did, for 0.6 and 1.1 s, and every
 * Agent Manager behind it was evicted. This one has next to no memory to collect.
 *
 * <p>Every method may be called from any thread.
 */
public final class NetworkLinkProcess implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofMinutes(5);

  private static final int HEAP_MEGABYTES = 64;

  private final ChildProcess process;
  private final SocketChannel connection;
  private final BufferedReader answers;
  private final PrintWriter orders;

  private NetworkLinkProcess(ChildProcess process, SocketChannel connection) {
    this.process = process;
    this.connection = connection;
    this.answers =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(connection), StandardCharsets.UTF_8));
    this.orders =
        new PrintWriter(
            new OutputStreamWriter(Channels.newOutputStream(connection), StandardCharsets.UTF_8),
            true);
  }

  /**
   * Starts it.
   *
   * @param log where its output goes
   * @throws StartFailure if it does not come up
   * @throws InterruptedException when interrupted while waiting; it is stopped again
   */
  public static NetworkLinkProcess start(Path log) throws InterruptedException {
    try (ServerSocketChannel listening = ServerSocketChannel.open()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      listening.configureBlocking(false);
      int port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
      ChildProcess process =
          ChildProcess.named("cables")
              .jvmFlags(JvmFlags.longLived(HEAP_MEGABYTES))
              .main(NetworkLinkServer.class.getName(), Integer.toString(port))
              .log(log)
              .start();
      try {
        AtomicReference<SocketChannel> connection = new AtomicReference<>();
        process.awaitReady("a call", START_TIMEOUT, () -> accepted(listening, connection));
        return new NetworkLinkProcess(process, connection.get());
      } catch (StartFailure | UncheckedIOException | InterruptedException e) {
        process.kill();
        throw e;
      }
    } catch (IOException e) {
      throw new StartFailure("no connection for the process of the cables: " + e.getMessage(), e);
    }
  }

  /**
   * Lays a cable on loopback, from any free port.
   *
   * @param target the port that it ends at; nothing need listen there yet
   * @throws UncheckedIOException if the process is gone or refuses
   */
  public NetworkLink lay(int target) {
    return new NetworkLink(this, Integer.parseInt(ask(NetworkLinkOrder.lay(target))));
  }

  /** Ends all connections. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      process.close();
    }
  }

  /** Has it done; what the answer says beside that. */
  synchronized String ask(NetworkLinkOrder order) {
    try {
      orders.println(order.line());
      String answer = answers.readLine();
      if (answer == null || !answer.startsWith(NetworkLinkOrder.DONE)) {
        throw new IOException(answer == null ? process + " does not answer" : answer);
      }
      return answer.substring(NetworkLinkOrder.DONE.length()).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cables: order '%s'".formatted(order.line()), e);
    }
  }

  private static boolean accepted(
      ServerSocketChannel listening, AtomicReference<SocketChannel> connection) {
    try {
      connection.set(listening.accept());
      return connection.get() != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
