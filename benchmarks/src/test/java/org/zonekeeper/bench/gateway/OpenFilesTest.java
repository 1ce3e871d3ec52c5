package org.zonekeeper.bench.gateway;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.zonekeeper.settings.InvalidSettingException;

class OpenFilesTest {
  @Test
  void aLimitThatIsTooLowIsNamedWithWhatIsNeededAndWhatWouldDo() {
    assertThatThrownBy(() -> OpenFiles.require(10_100, 4_096))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("10100 connections need 11100 open files")
        .hasMessageContaining("may have 4096")
        .hasMessageContaining("ulimit -Hn")
        .hasMessageContaining("3096");
    assertThatCode(() -> OpenFiles.require(10_100, 11_100)).doesNotThrowAnyException();
  }

  @Test
  void sessionsAreSharedOutEvenlyOrNotAtAll() {
    assertThatThrownBy(() -> new GatewayLoad(10, 3, 1, 0, 512, Duration.ZERO))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("10 sessions")
        .hasMessageContaining("3 zones");
  }
}
