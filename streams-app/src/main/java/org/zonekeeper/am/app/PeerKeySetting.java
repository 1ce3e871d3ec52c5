package org.zonekeeper.am.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.zonekeeper.am.ownership.PeerKey;
import org.zonekeeper.schemas.registry.InvalidSettingException;

/** Reads the peers' secret from its two settings, and never shows it. Stateless. */
final class PeerKeySetting {
  static final String ALLOWED =
      "nothing, or 16 to 256 visible characters, as from 'openssl rand -hex 32'";

  private static final String HIDDEN = "(not shown)";

  private PeerKeySetting() {}

  /**
   * @param key as it is; empty if it is none
   * @param file that holds it; empty if there is none
   */
  static PeerKey of(String key, String file) {
    if (!key.isEmpty() && !file.isEmpty()) {
      throw new InvalidSettingException(
          TextSetting.PEER_KEY_FILE.key(), file, "only one of it and peer.key");
    }
    if (!file.isEmpty()) {
      return checked(TextSetting.PEER_KEY_FILE, read(file));
    }
    return key.isEmpty() ? PeerKey.NONE : checked(TextSetting.PEER_KEY, key);
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new InvalidSettingException(
          TextSetting.PEER_KEY_FILE.key(), file, TextSetting.PEER_KEY_FILE.allowed(), e);
    }
  }

  private static PeerKey checked(TextSetting setting, String secret) {
    if (!secret.matches("\\p{Graph}{16,256}")) {
      throw new InvalidSettingException(setting.key(), HIDDEN, ALLOWED);
    }
    return PeerKey.of(secret);
  }
}
