package org.zonekeeper.harness.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * What has been added to a file of JSON lines since the last look. Only lines that hold one of the
 * given words are parsed: most of them are of no interest here. Confined to one thread.
 */
public final class LogTail implements AutoCloseable {
  private static final int CHUNK = 1 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileChannel file;
  private final List<String> words;
  private byte[] unfinished = {};
  private boolean inTheMiddle;

  /**
   * Opens the file, which must be there; looks from its present end on. The end may lie in the
   * middle of a line, since the writer's buffer knows nothing of lines: that line is passed over.
   *
   * @param words a line is parsed if it holds one of them
   */
  public LogTail(Path path, List<String> words) throws IOException {
    this.file = FileChannel.open(path, StandardOpenOption.READ);
    this.words = List.copyOf(words);
    file.position(file.size());
    this.inTheMiddle = file.position() > 0 && !endsWithLine(file);
  }

  /** Hands over every new line of interest, in order. */
  public void read(Consumer<JsonNode> line) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    while (file.read(chunk) > 0) {
      chunk.flip();
      byte[] bytes = new byte[unfinished.length + chunk.remaining()];
      System.arraycopy(unfinished, 0, bytes, 0, unfinished.length);
      chunk.get(bytes, unfinished.length, chunk.remaining());
      unfinished = split(bytes, line);
      chunk.clear();
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private byte[] split(byte[] bytes, Consumer<JsonNode> line) throws IOException {
    int begin = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        if (!inTheMiddle) {
          parse(new String(bytes, begin, i - begin, StandardCharsets.UTF_8), line);
        }
        inTheMiddle = false;
        begin = i + 1;
      }
    }
    return Arrays.copyOfRange(bytes, begin, bytes.length);
  }

  private void parse(String text, Consumer<JsonNode> line) throws IOException {
    if (words.stream().anyMatch(text::contains)) {
      line.accept(JSON.readTree(text));
    }
  }

  private static boolean endsWithLine(FileChannel file) throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    file.read(last, file.position() - 1);
    return last.get(0) == '\n';
  }
}
