package org.zonekeeper.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.zonekeeper.schemas.sample.Greeted;
import org.zonekeeper.schemas.sample.Parted;
import org.zonekeeper.schemas.sample.Unlisted;

class StateCodecTest {
  private static final List<Class<? extends SpecificRecord>> TYPES =
      List.of(Greeted.class, Parted.class);
  private static final Schema OLDER_PARTED =
      new Schema.Parser()
          .parse(
              "{\"type\":\"record\",\"name\":\"org.zonekeeper.schemas.sample.Parted\","
                  + "\"fields\":[{\"name\":\"by\",\"type\":\"string\"}]}");

  private final StateCodec codec = StateCodec.of(TYPES, List.of(OLDER_PARTED), List.of());

  @Test
  void writesAvrosSingleObjectEncoding() throws IOException {
    var record = new Parted("ann", 3);
    byte[] bytes = codec.encode(record);

    assertThat(HexFormat.of().formatHex(bytes)).startsWith("c301").endsWith("06616e6e" + "06");
    var avros = new BinaryMessageEncoder<>(SpecificData.get(), Parted.getClassSchema());
    assertThat(ByteBuffer.wrap(bytes)).as("Avro's own encoder").isEqualTo(avros.encode(record));
    var decoder = new BinaryMessageDecoder<Parted>(SpecificData.get(), Parted.getClassSchema());
    assertThat(decoder.decode(bytes)).as("Avro's own decoder").isEqualTo(record);
  }

  @Test
  void keepsTheBytesOfAVersionForEver() {
    // A change of these bytes makes every state store in the field unreadable.
    assertThat(HexFormat.of().formatHex(codec.encode(new Parted("ann", 3))))
        .isEqualTo("c301" + "f9c36966ec98ee25" + "06616e6e" + "06");
  }

  @Test
  void holdsSeveralTypesInOneStore() {
    var serde = codec.serde();
    for (SpecificRecord record : List.of(new Parted("ann", 3), greeted())) {
      byte[] bytes = serde.serializer().serialize("store", record);
      assertThat(serde.deserializer().deserialize("store", bytes)).isEqualTo(record);
    }
    assertThat(serde.serializer().serialize("store", null)).isNull();
    assertThat(serde.deserializer().deserialize("store", null)).isNull();
  }

  @Test
  void readsWhatAReleasedVersionWrote() throws IOException {
    var old = new GenericData.Record(OLDER_PARTED);
    old.put("by", "ann");
    var bytes = new ByteArrayOutputStream();
    new BinaryMessageEncoder<>(SpecificData.get(), OLDER_PARTED).encode(old, bytes);

    assertThat(codec.decode(bytes.toByteArray())).isEqualTo(new Parted("ann", 0));
  }

  /** X9: so that a program of that version takes the zone over. */
  @Test
  void writesAsTheLastReleaseDidWhatHasAPlaceThere() throws IOException {
    StateCodec beside = StateCodec.of(TYPES, List.of(OLDER_PARTED), List.of(OLDER_PARTED));
    byte[] bytes = beside.encode(new Parted("ann", 0));

    var old = new BinaryMessageDecoder<GenericData.Record>(new GenericData(), OLDER_PARTED);
    assertThat(old.decode(bytes).get("by")).hasToString("ann");
    assertThat(beside.decode(bytes)).isEqualTo(new Parted("ann", 0));
  }

  @Test
  void writesWithTheCurrentSchemaWhatTheLastReleaseHasNoPlaceFor() {
    StateCodec beside = StateCodec.of(TYPES, List.of(OLDER_PARTED), List.of(OLDER_PARTED));
    assertThat(beside.encode(new Parted("ann", 3))).isEqualTo(codec.encode(new Parted("ann", 3)));
  }

  @Test
  void saysWhichFingerprintItDoesNotKnow() {
    byte[] unknown = HexFormat.of().parseHex("c301" + "0123456789abcdef" + "00");
    assertThatThrownBy(() -> codec.decode(unknown))
        .isInstanceOf(StateFormatException.class)
        .hasMessage(
            "state was written with a schema that this build does not know (fingerprint"
                + " efcdab8967452301), most likely by a newer one; known are 3 version(s) of:"
                + " org.zonekeeper.schemas.sample.Greeted, org.zonekeeper.schemas.sample.Parted");
  }

  @ParameterizedTest
  @CsvSource({"''", "c3", "c301000000000000", "000000000106616e6e", "c30200000000000000000000"})
  void saysThatBytesAreNoState(String hex) {
    assertThatThrownBy(() -> codec.decode(HexFormat.of().parseHex(hex)))
        .isInstanceOf(StateFormatException.class)
        .hasMessageContaining("does not begin with C3 01 and a fingerprint");
  }

  @Test
  void saysThatStateIsBroken() {
    byte[] sound = codec.encode(new Parted("ann", 3));
    for (int length = 10; length < sound.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(sound, length);
      assertThatThrownBy(() -> codec.decode(cut))
          .isInstanceOf(StateFormatException.class)
          .hasMessageContaining("is broken");
    }
    byte[] longer = java.util.Arrays.copyOf(sound, sound.length + 1);
    assertThatThrownBy(() -> codec.decode(longer))
        .isInstanceOf(StateFormatException.class)
        .hasMessageContaining("bytes are left over behind the record");
  }

  @Test
  void refusesWhatItWasNotMadeFor() {
    assertThatThrownBy(() -> codec.encode(new Unlisted("x")))
        .isInstanceOf(UnencodableRecordException.class)
        .hasMessage(
            "state does not hold org.zonekeeper.schemas.sample.Unlisted; it holds:"
                + " org.zonekeeper.schemas.sample.Greeted, org.zonekeeper.schemas.sample.Parted");
  }

  @Test
  void aStoreOfOneTypeHoldsNoOther() {
    var partings = codec.serde(Parted.class);
    byte[] parted = codec.encode(new Parted("ann", 3));
    assertThat(partings.deserializer().deserialize("partings", parted).getBy()).isEqualTo("ann");
    assertThatThrownBy(
            () -> partings.deserializer().deserialize("partings", codec.encode(greeted())))
        .isInstanceOf(StateFormatException.class)
        .hasMessageStartingWith("partings holds a org.zonekeeper.schemas.sample.Greeted where");
  }

  private static Greeted greeted() {
    return Greeted.newBuilder()
        .setBy("bo")
        .setTone(org.zonekeeper.schemas.sample.Tone.PLAIN)
        .build();
  }
}
