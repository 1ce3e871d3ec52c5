package org.zonekeeper.schemas.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.zonekeeper.settings.InvalidSettingException;

/**
 * A PKCS12 or JKS file with its password; which of the two is told from the file itself.
 *
 * @param key the setting that named the file, for error messages
 */
public record KeyStoreFile(String key, Path file, String password) {
  public KeyStoreFile {
    if (!Files.isReadable(file)) {
      throw new InvalidSettingException(
          key, file.toString(), "a PKCS12 or JKS file that this process may read");
    }
  }

  KeyStore load() {
    try {
      return KeyStore.getInstance(file.toFile(), password.toCharArray());
    } catch (IOException | GeneralSecurityException e) {
      throw new InvalidSettingException(
          key,
          file.toString(),
          "a PKCS12 or JKS file that opens with the password of "
              + key
              + ".password (it said: "
              + e.getMessage()
              + ")",
          e);
    }
  }

  @Override
  public String toString() {
    return "KeyStoreFile[" + key + "=" + file + ", password=***]";
  }
}
