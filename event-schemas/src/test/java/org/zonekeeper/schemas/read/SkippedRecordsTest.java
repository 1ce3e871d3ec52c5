package org.zonekeeper.schemas.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What is passed over is counted, and named once. */
class SkippedRecordsTest {
  private static final TopicPartition NORTH = new TopicPartition("zonekeeper.journal", 0);

  private final SkippedRecords skipped = new SkippedRecords("gateway");

  @Test
  void shouldNameAKindOnceAndCountAll() {
    for (int offset = 0; offset < 1_000; offset++) {
      skipped.skipped(NORTH, offset, "schema id " + offset + " of the record is unknown");
    }
    skipped.stranger(NORTH, 1_000, "of zone 'south'");

    assertThat(skipped.count()).isEqualTo(1_001);
    assertThat(skipped.named()).isEqualTo(2);
  }

  @Test
  void shouldNotFillTheLogWithKinds() {
    for (char kind = 'a'; kind < 'a' + 500; kind++) {
      skipped.skipped(NORTH, 1, kind + " rubbish");
    }
    assertThat(skipped.named()).isEqualTo(SkippedRecords.MOST_NAMED);
  }
}
