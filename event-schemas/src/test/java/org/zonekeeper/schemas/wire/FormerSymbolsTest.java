package org.zonekeeper.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.common.FailoverPolicy;
import org.zonekeeper.schemas.common.Owner;
import org.zonekeeper.schemas.state.ZoneLife;
import org.zonekeeper.schemas.state.ZoneRecord;

/** Symbols that were renamed: read by their old names, with what they mean, and never written. */
class FormerSymbolsTest {
  private static final Schema NOW = ZoneRecord.getClassSchema();

  /** As a build had it that called the policies differently. */
  private static final Schema THEN =
      new Schema.Parser()
          .parse(
              NOW.toString()
                  .replaceAll(",\"formerSymbols\":\\{[^}]*\\}", "")
                  .replace("\"MARK_ALL\"", "\"SEED\"")
                  .replace("\"MARK_EXPIRED\"", "\"RESCUE\""));

  @Test
  void shouldReadAFormerSymbolAsTheOneOfToday() throws Exception {
    assertThat(THEN.toString()).contains("RESCUE").doesNotContain("\"MARK_");
    ZoneRecord zone = zone();
    // A symbol is its place in the list, so these are the bytes that the other build wrote.
    byte[] bytes = AvroBody.write(new byte[0], AvroBody.writerFor(ZoneRecord.class), zone);
    assertThat(AvroBody.read(AvroBody.readerFor(THEN, ZoneRecord.class), bytes, 0)).isEqualTo(zone);
  }

  @Test
  void shouldLeaveAloneWhatHasNoFormerSymbols() {
    assertThat(FormerSymbols.of(NOW).renamedIn(NOW)).isSameAs(NOW);
    Schema owner = Owner.getClassSchema();
    assertThat(FormerSymbols.of(NOW).renamedIn(owner)).isSameAs(owner);
  }

  private static ZoneRecord zone() {
    return ZoneRecord.newBuilder()
        .setZone("north")
        .setEpoch(3)
        .setSequence(41)
        .setAt(1_000)
        .setLife(ZoneLife.OUTAGE)
        .setFailoverPolicy(FailoverPolicy.MARK_EXPIRED)
        .build();
  }
}
