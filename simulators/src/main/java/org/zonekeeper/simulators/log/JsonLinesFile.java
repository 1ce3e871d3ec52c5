package org.zonekeeper.simulators.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file of JSON objects, one a line, appended to. Buffered: readers see everything after {@link
 * #flush} or {@link #close}, and never a part of a line, however late they read. Safe on any
 * thread; lines never mix.
 *
 * <p>Throws {@link UncheckedIOException} when the disk does not take a line: a log with holes would
 * be evidence of things that never happened.
 */
public final class JsonLinesFile implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final ObjectMapper json = new ObjectMapper();
  private final ReentrantLock lock = new ReentrantLock();
  private final OutputStream out;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream(BUFFER);

  private JsonLinesFile(OutputStream out) {
    this.out = out;
  }

  /** Opens the file for appending, its folders with it. */
  public static JsonLinesFile appendTo(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    return new JsonLinesFile(
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
  }

  /** A new line, beginning with the two fields that every line has. */
  public ObjectNode line(long at, String kind) {
    return json.createObjectNode().put("at", at).put("kind", kind);
  }

  /** Appends the object as one line. */
  public void write(ObjectNode object) {
    lock.lock();
    try {
      pending.writeBytes(json.writeValueAsBytes(object));
      pending.write('\n');
      if (pending.size() >= BUFFER) {
        spill();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  /** Makes everything written so far visible to readers. */
  public void flush() {
    lock.lock();
    try {
      spill();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    lock.lock();
    try (out) {
      spill();
    } finally {
      lock.unlock();
    }
  }

  /** Whole lines only. */
  private void spill() throws IOException {
    out.write(pending.toByteArray());
    pending.reset();
  }
}
