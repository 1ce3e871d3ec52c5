package org.zonekeeper.check.invariant;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Finds ids that come twice, however far apart, in bounded memory: of each id it keeps 128 bits of
 * a hash and the event's sequence, in memory up to a limit, then sorted in files, which are merged
 * at the end. Two different ids of a journal of ten million would have to meet in 128 bits to be
 * taken for one. Confined to one thread.
 */
final class IdLedger implements AutoCloseable {
  /** A run in memory takes about 6 MB. */
  private static final int RUN = 100_000;

  private static final Comparator<Line> ORDER =
      Comparator.comparingLong(Line::high)
          .thenComparingLong(Line::low)
          .thenComparingLong(Line::sequence);

  private final int run;
  private final List<Path> files = new ArrayList<>();
  private List<Line> lines = new ArrayList<>();

  /** An id that came, as it is kept. */
  private record Line(long high, long low, long sequence) {
    boolean sameId(Line other) {
      return high == other.high && low == other.low;
    }
  }

  /** Is told of an id that came again. */
  interface Repetitions {
    void repeated(long sequence, long earlier);
  }

  IdLedger() {
    this(RUN);
  }

  /**
   * @param run how many ids to keep in memory
   */
  IdLedger(int run) {
    this.run = run;
  }

  /** Findings an id. */
  void add(String id, long sequence) {
    lines.add(new Line(hash(id, 0x9E3779B97F4A7C15L), hash(id, 0xC2B2AE3D27D4EB4FL), sequence));
    if (lines.size() >= run) {
      spill();
    }
  }

  /** Tells every id that came more than once; to be called once, at the end. */
  void repetitions(Repetitions told) {
    lines.sort(ORDER);
    if (files.isEmpty()) {
      compare(lines.iterator()::next, lines.size(), told);
      return;
    }
    spill();
    merge(told);
  }

  @Override
  public void close() {
    try {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.clear();
  }

  private interface Source {
    Line next();
  }

  private static void compare(Source source, long count, Repetitions told) {
    Line before = null;
    for (long i = 0; i < count; i++) {
      Line line = source.next();
      if (before != null && before.sameId(line)) {
        told.repeated(line.sequence(), before.sequence());
      }
      before = line;
    }
  }

  private void spill() {
    lines.sort(ORDER);
    try {
      Path file = Files.createTempFile("zonekeeper-ids", ".run");
      files.add(file);
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
        for (Line line : lines) {
          out.writeLong(line.high());
          out.writeLong(line.low());
          out.writeLong(line.sequence());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep ids in a temporary file: " + e.getMessage(), e);
    }
    lines = new ArrayList<>();
  }

  private void merge(Repetitions told) {
    PriorityQueue<Run> runs = new PriorityQueue<>(Comparator.comparing(Run::head, ORDER));
    try {
      long count = 0;
      for (Path file : files) {
        count += Files.size(file) / (3L * Long.BYTES);
        Run opened = new Run(file);
        if (opened.advance()) {
          runs.add(opened);
        }
      }
      compare(() -> take(runs), count, told);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read ids back: " + e.getMessage(), e);
    } finally {
      runs.forEach(Run::close);
    }
  }

  private static Line take(PriorityQueue<Run> runs) {
    Run least = runs.remove();
    Line line = least.head();
    try {
      if (least.advance()) {
        runs.add(least);
      } else {
        least.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read ids back: " + e.getMessage(), e);
    }
    return line;
  }

  /** A sorted file that is being read. */
  private static final class Run {
    private final DataInputStream in;
    private Line head;

    Run(Path file) throws IOException {
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
    }

    Line head() {
      return head;
    }

    boolean advance() throws IOException {
      try {
        head = new Line(in.readLong(), in.readLong(), in.readLong());
        return true;
      } catch (EOFException e) {
        return false;
      }
    }

    void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Each character mixed in as in splitmix64; the two seeds give independent halves. */
  private static long hash(String id, long seed) {
    long hash = seed ^ id.length();
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0xBF58476D1CE4E5B9L;
      hash ^= hash >>> 29;
    }
    hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
    return hash ^ (hash >>> 31);
  }
}
