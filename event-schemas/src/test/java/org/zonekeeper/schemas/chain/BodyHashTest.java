package org.zonekeeper.schemas.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.zonekeeper.schemas.journal.AgentLoggedOn;
import org.zonekeeper.schemas.journal.Cause;
import org.zonekeeper.schemas.journal.CauseKind;
import org.zonekeeper.schemas.journal.EventHeader;
import org.zonekeeper.schemas.journal.JobPaused;
import org.zonekeeper.schemas.trust.ContractTypes;

/** The hash is that of the bytes that the topic's serializer writes behind its header. */
class BodyHashTest {
  static {
    ContractTypes.trust();
  }

  private static final EventHeader HEADER =
      new EventHeader(
          "north", 1L, 2L, 3L, new Cause(CauseKind.TIMER, "Tick", "", -1L, 0L), "n1", "ab");

  @Test
  void shouldBeTheHashOfTheBodyAsItIsWritten() throws IOException, NoSuchAlgorithmException {
    BodyHash hashes = new BodyHash();
    for (SpecificRecord event :
        List.of(
            new AgentLoggedOn(
                HEADER, "n1", "4001", "s-1", "en", List.of("de", "fr"), null, null, false),
            new JobPaused(HEADER, "job-1"),
            new JobPaused(HEADER, "job-2"))) {
      byte[] body = written(event);

      assertThat(hashes.of(event))
          .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body)))
          .isEqualTo(hashes.of(body));
    }
  }

  /** As the wire package writes it, unbuffered. */
  private static byte[] written(SpecificRecord event) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new SpecificDatumWriter<SpecificRecord>(event.getSchema()).write(event, encoder);
    return out.toByteArray();
  }
}
