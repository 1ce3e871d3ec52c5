package org.zonekeeper.acr;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.zonekeeper.schemas.registry.TlsFiles;
import org.zonekeeper.settings.InvalidSettingException;

/**
 * Where the recorder is, and how we show who we are.
 *
 * @param url base address, http or https; {@code /v1/events} and {@code /v1/positions} lie below it
 * @param timeout of one request; default 10 s: a recorder that is only slow should not get every
 *     batch twice, and one that hangs should be noticed before people are
 * @param tls for https; absent: the certificates of the Java runtime
 * @param bearer file that holds the secret to be sent as {@code Authorization: Bearer …}; absent:
 *     none is sent
 */
public record RecorderSettings(
    URI url, Duration timeout, Optional<TlsFiles> tls, Optional<Path> bearer) {
  static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  public RecorderSettings {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web || url.getHost() == null || url.getQuery() != null || url.getUserInfo() != null) {
      throw new InvalidSettingException(
          ForwarderSetting.RECORDER_URL.key(),
          url.getRawUserInfo() == null
              ? url.toString()
              : url.toString().replace(url.getRawUserInfo() + "@", "***@"),
          "an http or https address without user and query");
    }
    boolean https = "https".equals(url.getScheme());
    if (tls.isPresent() && !https) {
      throw new InvalidSettingException(
          ForwarderSetting.RECORDER_URL.key(),
          url.toString(),
          "an https address, with recorder.tls.…");
    }
    if (bearer.isPresent() && !https && !THIS_MACHINE.contains(url.getHost())) {
      throw new InvalidSettingException(
          ForwarderSetting.RECORDER_BEARER_FILE.key(),
          bearer.get().toString(),
          "only with an https recorder.url, or one on this machine: the secret would be readable on"
              + " the way");
    }
  }

  /** A recorder without TLS of our own and without a secret. */
  public static RecorderSettings at(URI url, Duration timeout) {
    return new RecorderSettings(url, timeout, Optional.empty(), Optional.empty());
  }

  /**
   * The value of the Authorization header, as the secret's file has it now; empty: none.
   *
   * @throws InvalidSettingException if the file cannot be read or holds no single line
   */
  String authorization() {
    if (bearer.isEmpty()) {
      return "";
    }
    String allowed = "a readable file with the secret on one line";
    try {
      String secret = Files.readString(bearer.get()).strip();
      if (secret.isEmpty() || !secret.matches("[\\x21-\\x7e]+")) {
        throw new InvalidSettingException(
            ForwarderSetting.RECORDER_BEARER_FILE.key(), bearer.get().toString(), allowed);
      }
      return "Bearer " + secret;
    } catch (IOException e) {
      throw new InvalidSettingException(
          ForwarderSetting.RECORDER_BEARER_FILE.key(), bearer.get().toString(), allowed, e);
    }
  }
}
