package org.zonekeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.zonekeeper.acr.mapping.RecorderMapping;
import org.zonekeeper.check.evidence.JournalEntry;
import org.zonekeeper.check.row.F16RecorderComplete;
import org.zonekeeper.schemas.Topics;
import org.zonekeeper.schemas.journal.Journal.Event;

/** F16: the judge is no copy of the forwarder, but both must have the same contract in mind. */
class RecorderContractTest {
  private static final int EACH = 100;
  private static final long SEED = 16;

  static Stream<Class<?>> types() {
    return Topics.JOURNAL.types().stream().map(type -> (Class<?>) type);
  }

  @ParameterizedTest
  @MethodSource("types")
  void shouldExpectAtTheRecorderWhatIsSentThere(Class<?> type) throws IOException {
    Schema schema = SpecificData.get().getSchema(type);
    for (Object any : new RandomData(schema, EACH, SEED)) {
      Event event = specific(any, schema);
      JournalEntry entry = new JournalEntry("north", 0, event);
      String sent =
          RecorderMapping.map(event, 0).map(told -> told.getClass().getSimpleName()).orElse("");
      assertThat(F16RecorderComplete.sentAs(entry)).as("%s", event).isEqualTo(sent);
    }
  }

  private static Event specific(Object any, Schema schema) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<>(schema).write(any, encoder);
    encoder.flush();
    var decoder = DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null);
    return new SpecificDatumReader<Event>(schema).read(null, decoder);
  }
}
