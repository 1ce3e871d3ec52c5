package org.zonekeeper.cluster.network;

/**
 * A network path on this machine that can be cut, laid by a {@link NetworkLinkProcess}: passes TCP
 * connections on to a port, and while it is cut holds back what comes in, as a broken network does:
 * connections stay open, nothing arrives, and nobody is told. What was held back arrives when it is
 * mended.
 *
 * <p>Every method may be called from any thread, returns when it is done, and throws an {@link
 * java.io.UncheckedIOException} if the process is gone.
 */
public final class NetworkLink {
  private final NetworkLinkProcess process;
  private final int port;

  NetworkLink(NetworkLinkProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Where it begins. */
  public int port() {
    return port;
  }

  /** Cuts it in one direction. */
  public void cut(Direction direction) {
    process.ask(NetworkLinkOrder.cut(port, direction));
  }

  /** Cuts it in both directions. */
  public void cut() {
    for (Direction direction : Direction.values()) {
      cut(direction);
    }
  }

  /** Mends it; what was held back goes on. */
  public void mend() {
    process.ask(NetworkLinkOrder.mend(port));
  }
}
