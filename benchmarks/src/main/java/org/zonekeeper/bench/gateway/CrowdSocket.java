package org.zonekeeper.bench.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;

/**
 * One WebSocket of a {@link SocketCrowd}, no more than a benchmark's peer needs of RFC 6455: the
 * upgrade, text frames, pings and closes of a server that does not split messages. Confined to the
 * crowd's thread.
 */
final class CrowdSocket {
  private static final int OP_TEXT = 0x81;
  private static final int OP_CLOSE = 0x88;
  private static final int OP_PING = 0x89;
  private static final int OP_PONG = 0x8A;
  private static final byte[] NOTHING = {};

  /** What happens at a socket. Called on the crowd's thread. */
  interface Listener {
    void opened(CrowdSocket socket);

    /**
     * A text frame.
     *
     * @param atNanos when it was read, by {@link System#nanoTime}
     */
    void received(CrowdSocket socket, String text, long atNanos);

    /** It was refused, closed or broken; nothing follows. */
    void ended(CrowdSocket socket, String why);
  }

  private final Listener listener;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final Queue<ByteBuffer> unsent = new ArrayDeque<>();
  private byte[] unread = NOTHING;
  private String request;
  private boolean open;
  private boolean deaf;
  private boolean over;

  private CrowdSocket(SocketChannel channel, SelectionKey key, String request, Listener listener) {
    this.channel = channel;
    this.key = key;
    this.request = request;
    this.listener = listener;
  }

  /**
   * Begins to connect.
   *
   * @param receiveBuffer bytes that the kernel takes for it; empty: as many as it likes
   */
  static CrowdSocket connect(
      Selector selector,
      InetSocketAddress server,
      String path,
      Optional<String> token,
      Optional<Integer> receiveBuffer,
      Listener listener)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    if (receiveBuffer.isPresent()) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer.get());
    }
    String request =
        "GET %s HTTP/1.1\r\nHost: %s:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                .formatted(path, server.getHostString(), server.getPort())
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: em9uZWtlZXBlci1iZW5jaA==\r\n"
            + token.map(text -> "Authorization: Bearer " + text + "\r\n").orElse("")
            + "\r\n";
    SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
    CrowdSocket socket = new CrowdSocket(channel, key, request, listener);
    key.attach(socket);
    channel.connect(server);
    return socket;
  }

  /** What the selector found. */
  void ready(ByteBuffer shared) {
    try {
      if (key.isConnectable() && channel.finishConnect()) {
        write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        request = "";
      }
      if (key.isValid() && key.isWritable()) {
        flush();
      }
      if (key.isValid() && key.isReadable()) {
        read(shared);
      }
    } catch (IOException e) {
      end("broken: " + e.getMessage());
    }
  }

  /** Sends a text frame, of 65,535 bytes at most. */
  void send(String text) {
    if (over) {
      return;
    }
    try {
      write(frame(OP_TEXT, text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      end("broken: " + e.getMessage());
    }
  }

  /** From now on nothing is read. */
  void turnDeaf() {
    deaf = true;
    interest();
  }

  /** Breaks the connection as a cut cable would; the listener hears nothing. */
  void cut() {
    over = true;
    close();
  }

  private void read(ByteBuffer shared) throws IOException {
    shared.clear();
    int count = channel.read(shared);
    long now = System.nanoTime();
    if (count < 0) {
      end("closed without a word");
      return;
    }
    shared.flip();
    byte[] bytes = Arrays.copyOf(unread, unread.length + count);
    shared.get(bytes, unread.length, count);
    int at = open ? 0 : upgraded(bytes);
    while (open && !over) {
      int next = frameAt(bytes, at, now);
      if (next == at) {
        break;
      }
      at = next;
    }
    unread = at == bytes.length ? NOTHING : Arrays.copyOfRange(bytes, at, bytes.length);
  }

  /** Where frames begin; 0 if the answer is not whole yet. */
  private int upgraded(byte[] bytes) {
    String answer = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0) {
      return 0;
    }
    if (!answer.startsWith("HTTP/1.1 101 ")) {
      end(answer.substring(0, answer.indexOf("\r\n")) + ": " + answer.substring(end + 4));
      return bytes.length;
    }
    open = true;
    listener.opened(this);
    return end + 4;
  }

  /** Where the next one begins; the same if this one is not whole yet. */
  private int frameAt(byte[] bytes, int at, long now) throws IOException {
    int left = bytes.length - at;
    if (left < 2) {
      return at;
    }
    int length = bytes[at + 1] & 0x7F;
    int header = length == 126 ? 4 : length == 127 ? 10 : 2;
    if (left < header) {
      return at;
    }
    if (header > 2) {
      ByteBuffer extended = ByteBuffer.wrap(bytes, at + 2, header - 2);
      length = header == 4 ? extended.getShort() & 0xFFFF : Math.toIntExact(extended.getLong());
    }
    if (left < header + length) {
      return at;
    }
    payload(bytes[at] & 0xFF, bytes, at + header, length, now);
    return at + header + length;
  }

  private void payload(int operation, byte[] bytes, int from, int length, long now)
      throws IOException {
    switch (operation) {
      case OP_TEXT ->
          listener.received(this, new String(bytes, from, length, StandardCharsets.UTF_8), now);
      case OP_PING -> write(frame(OP_PONG, Arrays.copyOfRange(bytes, from, from + length)));
      case OP_PONG -> {}
      case OP_CLOSE -> end("closed by the server: " + closing(bytes, from, length));
      default -> end("the server sent a frame of operation " + operation);
    }
  }

  private static String closing(byte[] bytes, int from, int length) {
    return length < 2
        ? "without a code"
        : (ByteBuffer.wrap(bytes, from, 2).getShort() & 0xFFFF)
            + " "
            + new String(bytes, from + 2, length - 2, StandardCharsets.UTF_8);
  }

  /** Masked, as a client must, with zeros: nothing between the two could be confused by it. */
  private static ByteBuffer frame(int operation, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
    frame.put((byte) operation);
    if (payload.length < 126) {
      frame.put((byte) (0x80 | payload.length));
    } else {
      frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
    }
    return frame.putInt(0).put(payload).flip();
  }

  private void write(ByteBuffer bytes) throws IOException {
    unsent.add(bytes);
    flush();
  }

  private void flush() throws IOException {
    while (!unsent.isEmpty()) {
      channel.write(unsent.peek());
      if (unsent.peek().hasRemaining()) {
        break;
      }
      unsent.remove();
    }
    interest();
  }

  private void interest() {
    if (key.isValid()) {
      key.interestOps(
          (deaf ? 0 : SelectionKey.OP_READ) | (unsent.isEmpty() ? 0 : SelectionKey.OP_WRITE));
    }
  }

  private void end(String why) {
    if (!over) {
      over = true;
      close();
      listener.ended(this, why);
    }
  }

  private void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Whatever the kernel says, it is closed.
      unsent.clear();
    }
  }
}
