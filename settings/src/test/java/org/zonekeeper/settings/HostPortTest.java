package org.zonekeeper.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
  private static final Setting<ListenAddress> LISTEN =
      ListenAddress.setting("listen").because("somewhere");
  private static final Setting<String> HOST = ListenAddress.hostSetting("host").because("there");

  @ParameterizedTest
  @CsvSource({
    "am-1.example:8096, am-1.example, 8096",
    "127.0.0.1:0, 127.0.0.1, 0",
    "[::1]:65535, ::1, 65535",
    "[fe80::1%eth0]:8096, fe80::1%eth0, 8096",
    "[::ffff:10.0.0.1]:1, ::ffff:10.0.0.1, 1"
  })
  void anAddressIsReadAndWrittenAsItStands(String text, String host, int port) {
    assertThat(HostPort.parse(text)).contains(new HostPort(host, port));
    assertThat(HostPort.parse(text).orElseThrow()).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        ":8096",
        "host:",
        "host:65536",
        "host:99999",
        "host:-1",
        "::1:8096",
        "[::1]",
        "[host]:8096",
        "a b:1",
        "host:8096:1",
        "[::1:8096",
        "::1]:8096"
      })
  void whatIsNoAddressIsNone(String text) {
    assertThat(HostPort.parse(text)).isEmpty();
  }

  @Test
  void theJdksAddressIsWrittenByTheNameThatItHas() {
    assertThat(HostPort.of(InetSocketAddress.createUnresolved("::1", 8096)))
        .hasToString("[::1]:8096");
    assertThat(HostPort.of(InetSocketAddress.createUnresolved("am-1", 8096)))
        .hasToString("am-1:8096");
  }

  @ParameterizedTest
  @CsvSource({"::1, ::1", "[::1], ::1", "localhost, localhost", "::, ::"})
  void aHostAloneMayHaveBracketsOrNot(String text, String host) {
    assertThat(SettingsCatalogue.of(HOST).read(Map.of("host", text)).get(HOST)).isEqualTo(host);
  }

  @Test
  void whoListensOnLoopbackIsSeenByItsAddress() {
    assertThat(listen("[::1]:8096")).hasToString("[::1]:8096").matches(ListenAddress::isLoopback);
    assertThat(listen("127.0.0.1:0")).matches(ListenAddress::isLoopback);
    assertThat(listen("localhost:0")).matches(ListenAddress::isLoopback);
    assertThat(listen("0.0.0.0:0")).matches(address -> !address.isLoopback());
    assertThat(listen("[::]:0")).matches(address -> !address.isLoopback());
  }

  @ParameterizedTest
  @ValueSource(strings = {"::1:8096", "localhost:65536", "no.such.host.invalid:1", "localhost"})
  void whereNobodyCanListenIsRefused(String text) {
    assertThatThrownBy(() -> listen(text))
        .hasMessage(
            "listen: '%s' cannot be used; allowed: host:port of this machine, an IPv6 address in"
                    .formatted(text)
                + " brackets as in [::1]:8096, ports 0 to 65535, 0 for any free one");
  }

  private static ListenAddress listen(String text) {
    return SettingsCatalogue.of(LISTEN).read(Map.of("listen", text)).get(LISTEN);
  }
}
