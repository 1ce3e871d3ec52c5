package org.zonekeeper.schemas.read;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zonekeeper.schemas.limit.Texts;

/**
 * Record of what a reader passed over: each record is counted, and each kind of them is named once,
 * because in a compacted topic one stays for good and is met at every start. A kind is a partition
 * and a reason but for its numbers. Used by the reader's thread; the count by any.
 */
public final class SkippedRecords implements RecordPoll.Skipped {
  private static final Logger LOG = LoggerFactory.getLogger(SkippedRecords.class);
  private static final Pattern NUMBERS = Pattern.compile("\\d+");

  /** Whoever writes many kinds of rubbish does not fill the log with it. */
  static final int MOST_NAMED = 100;

  /** Of a reason, which may quote the record. */
  private static final int MOST_CHARACTERS = 500;

  private final String reader;
  private final Set<String> named = new HashSet<>();
  private volatile long count;

  /**
   * @param reader who reads, for the log
   */
  public SkippedRecords(String reader) {
    this.reader = reader;
  }

  @Override
  public synchronized void skipped(TopicPartition partition, long offset, String reason) {
    count++;
    String why = Texts.visible(Texts.cut(reason, MOST_CHARACTERS));
    String kind = partition + " " + NUMBERS.matcher(why).replaceAll("n");
    if (named.size() < MOST_NAMED && named.add(kind)) {
      LOG.error(
          "record skipped partition={} offset={} reader=\"{}\" reason=\"{}\" skipped={}; more of"
              + " the kind are counted without a word",
          partition,
          offset,
          reader,
          why,
          count);
    }
  }

  /** Notes a record that could be read and is not this partition's: of whom, and whose it is. */
  public void stranger(TopicPartition partition, long offset, String what) {
    skipped(partition, offset, "it is well-formed, but " + what);
  }

  /** How many kinds the log has been told of. */
  synchronized int named() {
    return named.size();
  }

  /** How many records were passed over so far. */
  public long count() {
    return count;
  }
}
