package org.zonekeeper.gateway.app;

import java.util.ArrayDeque;
import java.util.Queue;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.gateway.session.ClientOutput;
import org.zonekeeper.gateway.session.CloseCode;

/**
 * The way out over one WebSocket. Never waits: one frame is on its way at a time, the rest stands
 * in a bounded queue; when that is full the client is too slow and is cut off. Thread-safe.
 */
final class WebSocketOutput implements ClientOutput {
  private static final Logger LOG = LoggerFactory.getLogger(WebSocketOutput.class);

  private final Session socket;
  private final int capacity;
  private final int capacityBytes;
  private final Queue<String> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private boolean sending;
  private boolean closed;
  private CloseCode closeCode;
  private String closeReason;

  /**
   * @param capacity frames that may wait
   * @param capacityBytes of theirs, counted as characters
   */
  WebSocketOutput(Session socket, int capacity, int capacityBytes) {
    this.socket = socket;
    this.capacity = capacity;
    this.capacityBytes = capacityBytes;
  }

  @Override
  public void send(String frame) {
    int tooSlow;
    synchronized (this) {
      tooSlow = waiting.size();
      if (closed || closeCode != null) {
        return;
      }
      // A frame that is larger than all that may wait still goes out to whoever reads.
      boolean tooMuch = !waiting.isEmpty() && waitingBytes + frame.length() > capacityBytes;
      if (tooMuch || waiting.size() >= capacity) {
        closed = true;
        waiting.clear();
      } else {
        waiting.add(frame);
        waitingBytes += frame.length();
      }
    }
    if (isCutOff()) {
      LOG.warn("desktop too slow remote={} frames={}", socket.getRemoteSocketAddress(), tooSlow);
      socket.close(
          CloseCode.TOO_SLOW.number(),
          "reads too slowly: %d frames wait".formatted(tooSlow),
          Callback.NOOP);
      return;
    }
    sendNext();
  }

  @Override
  public synchronized int room() {
    return closed || closeCode != null || waitingBytes > capacityBytes / 2
        ? 0
        : capacity - waiting.size();
  }

  @Override
  public void close(CloseCode code, String reason) {
    synchronized (this) {
      if (closed || closeCode != null) {
        return;
      }
      closeCode = code;
      closeReason = reason;
    }
    sendNext();
  }

  private synchronized boolean isCutOff() {
    return closed;
  }

  private void sendNext() {
    String frame;
    synchronized (this) {
      if (sending || closed) {
        return;
      }
      frame = waiting.poll();
      if (frame == null) {
        if (closeCode == null) {
          return;
        }
        closed = true;
      } else {
        waitingBytes -= frame.length();
        sending = true;
      }
    }
    if (frame == null) {
      socket.close(closeCode.number(), closeReason, Callback.NOOP);
    } else {
      socket.sendText(frame, Callback.from(this::sent, this::failed));
    }
  }

  private void sent() {
    synchronized (this) {
      sending = false;
    }
    sendNext();
  }

  /**
   * The socket is broken; its close is reported by the server, which ends or suspends the session.
   */
  private void failed(Throwable fault) {
    synchronized (this) {
      sending = false;
      closed = true;
      waiting.clear();
    }
    LOG.debug("frame not sent remote={}", socket.getRemoteSocketAddress(), fault);
  }
}
