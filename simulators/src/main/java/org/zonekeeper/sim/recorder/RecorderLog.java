package org.zonekeeper.sim.recorder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recorder's durable memory: an append-only file of JSON lines, one an event, each zone's
 * events in order, each event once. The position of each zone is not kept apart from the events but
 * read back from them at start, so that the two cannot disagree.
 *
 * <p>A batch is written in one go and forced to the disk before {@link #append} returns; one that
 * does not follow what is there is refused whole. Safe for use from any thread; one batch at a
 * time.
 */
public final class RecorderLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RecorderLog.class);

  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, Long> positions = new TreeMap<>();
  private final FileChannel file;
  private final InstantSource clock;

  private RecorderLog(FileChannel file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * Opens the log, or starts one, and reads back where each zone is. A last line without its end is
   * the trace of a crash in the middle of a batch that was never acknowledged: it is cut off.
   *
   * @throws DamagedLogException if any other line cannot be read or does not follow its zone's last
   */
  public static RecorderLog open(Path path, InstantSource clock) throws IOException {
    if (path.toAbsolutePath().getParent() != null) {
      Files.createDirectories(path.toAbsolutePath().getParent());
    }
    FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      RecorderLog log = new RecorderLog(file, clock);
      log.recover(path);
      return log;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /**
   * Records those events of a batch that are not on record yet.
   *
   * @return how many were new
   * @throws GapException if an event does not follow its zone's last; nothing is recorded then
   * @throws IOException if the file cannot be written; nothing is recorded then
   */
  public synchronized int append(List<RecorderEvent> batch) throws IOException {
    Map<String, Long> ahead = new TreeMap<>(positions);
    List<RecorderEvent> fresh = new ArrayList<>();
    for (RecorderEvent event : batch) {
      if (event.sequence() <= ahead.getOrDefault(event.zone(), 0L)) {
        continue; // sent again because our answer was lost
      }
      follow(ahead, event);
      fresh.add(event);
    }
    if (!fresh.isEmpty()) {
      write(lines(fresh));
      positions.putAll(ahead);
    }
    return fresh.size();
  }

  /**
   * Sequence of the last event recorded of each zone, in the zones' order: the answer reads the
   * same every time.
   */
  public synchronized SortedMap<String, Long> positions() {
    return Collections.unmodifiableSortedMap(new TreeMap<>(positions));
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }

  private static void follow(Map<String, Long> positions, RecorderEvent event) {
    long last = positions.getOrDefault(event.zone(), 0L);
    if (event.previous() != last) {
      throw new GapException(event, last);
    }
    positions.put(event.zone(), event.sequence());
  }

  private byte[] lines(List<RecorderEvent> events) throws IOException {
    var out = new ByteArrayOutputStream();
    for (RecorderEvent event : events) {
      ObjectNode line = json.createObjectNode();
      line.put("at", clock.millis());
      line.put("kind", "event");
      line.put("zone", event.zone());
      line.put("epoch", event.epoch());
      line.put("sequence", event.sequence());
      line.put("previous", event.previous());
      line.put("type", event.type());
      line.put("id", event.id());
      line.set("data", event.data());
      out.write(json.writeValueAsBytes(line));
      out.write('\n');
    }
    return out.toByteArray();
  }

  private void write(byte[] bytes) throws IOException {
    long before = file.position();
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        file.write(buffer);
      }
      file.force(false);
    } catch (IOException e) {
      file.truncate(before);
      throw e;
    }
  }

  private void recover(Path path) throws IOException {
    long whole = 0;
    long count = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      var line = new ByteArrayOutputStream();
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next != '\n') {
          line.write(next);
          continue;
        }
        count++;
        readBack(path, count, line.toByteArray());
        whole += line.size() + 1L;
        line.reset();
      }
      if (line.size() > 0) {
        LOG.warn("recorder log torn file={} bytesCut={}", path, line.size());
      }
    }
    file.truncate(whole);
    file.position(whole);
    LOG.info("recorder log open file={} events={} positions={}", path, count, positions);
  }

  private void readBack(Path path, long number, byte[] line) throws IOException {
    try {
      follow(positions, RecorderEvent.ofLogLine(json.readTree(line)));
    } catch (JsonProcessingException | MalformedBatchException | GapException e) {
      throw new DamagedLogException(
          "%s, line %d is damaged (%s); move the file away to start anew, or restore it"
              .formatted(path, number, e.getMessage()),
          e);
    }
  }
}
