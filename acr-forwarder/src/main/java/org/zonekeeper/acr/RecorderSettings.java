package org.zonekeeper.acr;

import java.net.URI;
import java.time.Duration;
import org.zonekeeper.schemas.registry.InvalidSettingException;

/**
 * Where the recorder is.
 *
 * @param url base address, http or https; {@code /v1/events} and {@code /v1/positions} lie below it
 * @param timeout of one request; default 10 s: a recorder that is only slow should not get every
 *     batch twice, and one that hangs should be noticed before people are
 */
public record RecorderSettings(URI url, Duration timeout) {
  static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  public RecorderSettings {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web || url.getHost() == null || url.getQuery() != null || url.getUserInfo() != null) {
      throw new InvalidSettingException(
          ForwarderSettings.RECORDER_URL,
          url.toString(),
          "an http or https address without user and query");
    }
    ForwarderSettings.requirePositive(ForwarderSettings.RECORDER_TIMEOUT_MS, timeout);
  }
}
