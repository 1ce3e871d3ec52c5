package org.zonekeeper.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdvertisedAddressTest {
  private static final Setting<AdvertisedAddress> ADVERTISE =
      AdvertisedAddress.setting("peer.advertise", "peer.listen").because("a test");

  private static AdvertisedAddress given(String text) {
    return SettingsCatalogue.of(ADVERTISE).read(Map.of("peer.advertise", text)).get(ADVERTISE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''              | 0.0.0.0:8096",
        "agent-manager-1 | agent-manager-1:8096",
        "host:9000       | host:9000",
        "[::1]           | [::1]:8096",
        "::1             | [::1]:8096",
        "[::1]:9000      | [::1]:9000",
      })
  void tellsOthersWhatDiffersFromTheAddressListenedOn(String text, String told) {
    assertThat(given(text).inPlaceOf(new HostPort("0.0.0.0", 8096))).isEqualTo(told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h:99999", "a b", "http://host"})
  void refusesWhatIsNoAddress(String text) {
    assertThatThrownBy(() -> given(text))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContainingAll("peer.advertise", text, "or nothing for those of peer.listen");
  }
}
