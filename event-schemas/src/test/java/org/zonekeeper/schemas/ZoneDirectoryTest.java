package org.zonekeeper.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneDirectoryTest {

  @Test
  void readsZonesWithTheirPartitionsAndSpareOnes() {
    ZoneDirectory directory = ZoneDirectory.parse("Default=0, north=2 ;4");

    assertThat(directory.zones()).containsExactly("Default", "north");
    assertThat(directory.partitionOf("north")).isEqualTo(2);
    assertThat(directory.partitions()).isEqualTo(4);
    assertThat(directory.zoneOf(2)).contains("north");
    assertThat(directory.zoneOf(1)).isEmpty();
    assertThat(directory.zoneOf(9)).isEmpty();
  }

  @Test
  void hasNoSparePartitionsUnlessToldTo() {
    assertThat(ZoneDirectory.parse("Default=0,north=1").partitions()).isEqualTo(2);
  }

  @Test
  void readsWhatItPrints() {
    ZoneDirectory directory = ZoneDirectory.parse("Default=0,north=2;4");

    assertThat(ZoneDirectory.parse(directory.toString())).isEqualTo(directory);
  }

  @Test
  void namesAnUnknownZoneAndTheKnownOnes() {
    assertThatThrownBy(() -> ZoneDirectory.parse("Default=0,north=1").partitionOf("west"))
        .isInstanceOf(UnknownZoneException.class)
        .hasMessage("unknown zone 'west'; the zones are Default, north");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "north | zone directory entry 'north' is wrong",
        "north=x | 'north=x' needs a whole number",
        "north=0,south=0 | share partition 0; each needs its own",
        "north=0,north=1 | zone 'north' stands twice",
        "north=5;4 | topics have partitions 0 to 3",
        "north=0;4;5 | more than one ';'",
        "no rth=0 | zone directory entry 'no rth=0' is wrong",
      })
  void saysWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> ZoneDirectory.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
