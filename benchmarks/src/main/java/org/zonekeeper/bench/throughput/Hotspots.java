package org.zonekeeper.bench.throughput;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where an Agent Manager's time went: the execution samples of a recording, by thread, by area of
 * work (the innermost frame that belongs to one) and by class. Immutable; any thread.
 */
public final class Hotspots {
  private static final String SAMPLE = "jdk.ExecutionSample";
  private static final int CLASSES = 15;
  private static final int THREADS = 6;

  /** Areas by the beginning of a class's name; the first that fits counts. */
  private static final Map<String, String> AREAS = areas();

  private final Map<String, Integer> threads = new HashMap<>();
  private final Map<String, Integer> areas = new HashMap<>();
  private final Map<String, Integer> classes = new HashMap<>();
  private int samples;

  private Hotspots() {}

  /** Reads a recording. */
  public static Hotspots in(Path recording) throws IOException {
    Hotspots hotspots = new Hotspots();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (event.getEventType().getName().equals(SAMPLE) && event.getStackTrace() != null) {
          hotspots.count(event);
        }
      }
    }
    return hotspots;
  }

  /** For people. */
  public void print(PrintWriter out) {
    out.printf("%nwhere the Agent Manager's time went: %d execution samples%n", samples);
    table(out, "thread", threads, THREADS);
    table(out, "area of work", areas, AREAS.size());
    table(out, "class on top of the stack", classes, CLASSES);
    out.flush();
  }

  private void count(RecordedEvent event) {
    samples++;
    var thread = event.getThread("sampledThread");
    String name = thread == null || thread.getJavaName() == null ? "?" : thread.getJavaName();
    threads.merge(name.replaceAll("[0-9a-f-]{12,}", "*"), 1, Integer::sum);
    List<RecordedFrame> frames = event.getStackTrace().getFrames();
    if (!frames.isEmpty()) {
      classes.merge(className(frames.getFirst()), 1, Integer::sum);
    }
    String area =
        frames.stream()
            .map(frame -> areaOf(className(frame)))
            .flatMap(Optional::stream)
            .findFirst()
            .orElse("the JVM's and the JDK's own");
    areas.merge(area, 1, Integer::sum);
  }

  private static String className(RecordedFrame frame) {
    return frame.getMethod().getType().getName();
  }

  private static Optional<String> areaOf(String className) {
    return AREAS.entrySet().stream()
        .filter(area -> className.startsWith(area.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private void table(PrintWriter out, String title, Map<String, Integer> counts, int most) {
    out.printf("  %s%n", title);
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .limit(most)
        .forEach(
            one ->
                out.printf("    %5.1f %%  %s%n", 100.0 * one.getValue() / samples, one.getKey()));
  }

  private static Map<String, String> areas() {
    Map<String, String> areas = new LinkedHashMap<>();
    areas.put("org.zonekeeper.domain.settings.JournalChain", "hash chain");
    areas.put("org.zonekeeper.schemas.chain", "hash chain");
    areas.put("org.zonekeeper.domain", "domain: decide, apply, indexes");
    areas.put("org.zonekeeper.am", "processor");
    areas.put("org.zonekeeper.schemas", "serde (Avro)");
    areas.put("org.apache.avro", "serde (Avro)");
    areas.put("org.apache.kafka.clients.producer", "Kafka producer");
    areas.put("org.apache.kafka.clients.consumer", "Kafka consumer");
    areas.put("org.apache.kafka.streams.state", "Streams: stores, changelog");
    areas.put("org.apache.kafka.streams", "Streams: tasks, records, commits");
    areas.put("org.apache.kafka.common", "Kafka protocol and network");
    areas.put("org.apache.kafka", "Kafka clients, rest");
    return areas;
  }
}
