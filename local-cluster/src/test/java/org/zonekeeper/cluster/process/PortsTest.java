package org.zonekeeper.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.zonekeeper.cluster.process.Ports.Range;

class PortsTest {
  @Test
  void areOutOfTheRangeThatTheSystemServesFrom() {
    assertThat(Range.outside(new Range(32_768, 60_999))).isEqualTo(new Range(10_000, 32_767));
    assertThat(Range.outside(new Range(49_152, 65_535))).isEqualTo(new Range(10_000, 49_151));
    assertThat(Range.outside(new Range(1_024, 60_000))).isEqualTo(new Range(60_001, 65_535));
    assertThat(Range.outside(new Range(1_024, 9_000))).isEqualTo(new Range(10_000, 65_535));
    assertThat(Range.outside(new Range(1_024, 65_535))).isEqualTo(new Range(10_000, 65_535));
  }

  @Test
  void areReservedForOneOnly() {
    Set<Integer> all = new HashSet<>();
    try (Ports first = new Ports();
        Ports second = new Ports()) {
      for (int i = 0; i < 50; i++) {
        assertThat(all.add(first.any("one"))).isTrue();
        assertThat(all.add(second.any("another"))).isTrue();
      }
      int port = first.any("one");
      assertThatThrownBy(() -> second.exactly(port, "another"))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("Port " + port + " for another is not free");
    }
  }

  @Test
  void canBeReservedAgainOnceTheyAreGivenBack() {
    int port;
    try (Ports first = new Ports()) {
      port = first.any("one");
    }
    try (Ports second = new Ports()) {
      assertThat(second.exactly(port, "another")).isEqualTo(port);
    }
  }

  @Test
  void areNoneOnWhichSomebodyListens() throws IOException {
    try (Ports ports = new Ports();
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> ports.exactly(port, "anybody")).isInstanceOf(StartFailure.class);
    }
  }
}
