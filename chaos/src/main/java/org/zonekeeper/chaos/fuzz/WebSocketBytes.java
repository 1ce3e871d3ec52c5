package org.zonekeeper.chaos.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/** A WebSocket's upgrade and frames (RFC 6455) as bytes, right and wrong ones. Stateless. */
final class WebSocketBytes {
  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int LONGEST_SHORT = 125;
  private static final int SHORT_FOLLOWS = 126;
  private static final int LONG_FOLLOWS = 127;
  private static final int MOST_FRAMES = 6;

  private static final List<Integer> OPCODES =
      List.of(TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, BINARY, PING, PONG, CLOSE, CONTINUATION, 3, 15);

  private WebSocketBytes() {}

  static byte[] some(AnyInput any, String path, Optional<String> token, List<String> zones) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] upgrade = upgrade(path, token).getBytes(UTF_8);
    bytes.writeBytes(any.oneIn(10) ? any.changed(upgrade) : upgrade);
    for (int i = any.random().nextInt(MOST_FRAMES); i >= 0; i--) {
      byte[] frame = frame(any, zones);
      bytes.writeBytes(any.oneIn(12) ? any.changed(frame) : frame);
    }
    return bytes.toByteArray();
  }

  private static String upgrade(String path, Optional<String> token) {
    return "GET %s HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            .formatted(path)
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        + token.map("Authorization: Bearer %s\r\n"::formatted).orElse("")
        + "\r\n";
  }

  private static byte[] frame(AnyInput any, List<String> zones) {
    int opcode = any.oneOf(OPCODES);
    byte[] payload =
        switch (opcode) {
          case TEXT -> text(any, zones);
          case CLOSE -> any.bytes(8);
          case PING, PONG -> any.bytes(any.oneIn(4) ? 300 : LONGEST_SHORT);
          default -> any.bytes(2_000);
        };
    // One in eight goes on in a continuation that may never come; or has bits that nobody agreed.
    int first =
        (any.oneIn(8) ? 0 : FINAL) | (any.oneIn(20) ? any.random().nextInt(8) << 4 : 0) | opcode;
    return bytes(any, first, payload);
  }

  private static byte[] text(AnyInput any, List<String> zones) {
    byte[] text = any.changed(FrameTargets.frame(any, zones)).getBytes(UTF_8);
    return any.oneIn(20) ? any.changed(text) : text;
  }

  private static byte[] bytes(AnyInput any, int first, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(first);
    int mask = any.oneIn(20) ? 0 : MASKED;
    // One in twenty promises more, or less, than there is.
    long length =
        any.oneIn(20) ? any.random().nextLong() >>> any.random().nextInt(64) : payload.length;
    if (length >= 0 && length <= LONGEST_SHORT) {
      frame.write(mask | (int) length);
    } else if (length >= 0 && length < 1 << 16) {
      frame.write(mask | SHORT_FOLLOWS);
      frame.write((int) length >> 8);
      frame.write((int) length);
    } else {
      frame.write(mask | LONG_FOLLOWS);
      for (int shift = 56; shift >= 0; shift -= 8) {
        frame.write((int) (length >> shift));
      }
    }
    // A key of zeros leaves the payload as it is.
    frame.writeBytes(mask == 0 ? new byte[0] : new byte[4]);
    frame.writeBytes(payload);
    return frame.toByteArray();
  }
}
