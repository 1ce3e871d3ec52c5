package org.zonekeeper.gateway.app;

import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.zonekeeper.gateway.tls.ReloadedCertificate;

/**
 * Where TCP connections come in: counts them per address, and closes at once those that are so far
 * over the limits that not even a refusal is owed. With or without TLS.
 */
final class BoundedConnector extends ServerConnector {
  /** For a request: whoever connects and says nothing is gone after that. */
  private static final long IDLE_MS = 30_000;

  /** Between the end of a connection's time and the beginning of its next. */
  private static final long SLACK_MS = 10;

  private final ConnectionCounts counts;

  /** A connection that is closed does not know any more where it came from. */
  private final Map<EndPoint, String> addresses = new ConcurrentHashMap<>();

  private BoundedConnector(Server server, ConnectionCounts counts, ConnectionFactory... factories) {
    super(server, factories);
    this.counts = counts;
    setIdleTimeout(IDLE_MS);
    setAcceptQueueSize(4_096);
  }

  static BoundedConnector of(
      Server server,
      HttpConfiguration http,
      ConnectionCounts counts,
      Optional<ReloadedCertificate> certificate) {
    HttpConfiguration plain = new HttpConfiguration(http);
    plain.setSendServerVersion(false);
    if (certificate.isEmpty()) {
      return new BoundedConnector(server, counts, new HttpConnectionFactory(plain));
    }
    HttpConfiguration secure = new HttpConfiguration(plain);
    // One certificate for all names: a proxy or a test may well come by address.
    secure.addCustomizer(new SecureRequestCustomizer(false));
    return new BoundedConnector(
        server,
        counts,
        new SslConnectionFactory(certificate.get().context(), "http/1.1"),
        new HttpConnectionFactory(secure));
  }

  /**
   * Has the task done when everything has been read that lies at the sockets now: once each
   * selector has gone through what it had selected, by one of the threads that read.
   */
  void afterWhatWaits(Runnable task) {
    Collection<ManagedSelector> selectors =
        isRunning() ? getSelectorManager().getBeans(ManagedSelector.class) : List.of();
    if (selectors.isEmpty()) {
      task.run();
      return;
    }
    AtomicInteger left = new AtomicInteger(selectors.size());
    Runnable passed =
        () -> {
          if (left.decrementAndGet() == 0) {
            task.run();
          }
        };
    for (ManagedSelector selector : selectors) {
      selector.submit(selected -> getExecutor().execute(passed));
    }
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    SocketChannelEndPoint endPoint = new PatientEndPoint(channel, selector, key);
    endPoint.setIdleTimeout(getIdleTimeout());
    return endPoint;
  }

  @Override
  protected void onEndPointOpened(EndPoint endPoint) {
    super.onEndPointOpened(endPoint);
    String address = addressOf(endPoint);
    addresses.put(endPoint, address);
    counts.opened(address);
    if (counts.isFarOver(address)) {
      endPoint.close();
    }
  }

  @Override
  protected void onEndPointClosed(EndPoint endPoint) {
    super.onEndPointClosed(endPoint);
    Optional.ofNullable(addresses.remove(endPoint)).ifPresent(counts::closed);
  }

  /**
   * A connection whose time is over is closed if nothing has come on it when all has been read that
   * lay at the sockets then: ten thousand that come at once wait for their turn, some of them for
   * longer than anybody may say nothing.
   */
  private final class PatientEndPoint extends SocketChannelEndPoint {
    private PatientEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
      super(channel, selector, key, BoundedConnector.this.getScheduler());
    }

    /** Its next time begins with this. */
    @Override
    protected void onIdleExpired(TimeoutException expired) {
      long atNanos = System.nanoTime();
      afterWhatWaits(
          () -> {
            long since = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - atNanos);
            if (getIdleFor() + SLACK_MS >= since) {
              expire(expired);
            }
          });
    }

    private void expire(TimeoutException expired) {
      super.onIdleExpired(expired);
    }
  }

  private static String addressOf(EndPoint endPoint) {
    return endPoint.getRemoteSocketAddress() instanceof InetSocketAddress remote
            && remote.getAddress() != null
        ? remote.getAddress().getHostAddress()
        : "unknown";
  }
}
