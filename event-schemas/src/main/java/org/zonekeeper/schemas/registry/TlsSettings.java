package org.zonekeeper.schemas.registry;

import java.nio.file.Path;
import java.util.Optional;
import org.zonekeeper.settings.Setting;
import org.zonekeeper.settings.Settings;
import org.zonekeeper.settings.SettingsCatalogue;
import org.zonekeeper.settings.TextSetting;

/** The declaration of the key stores of one connection; their keys share a beginning. Immutable. */
public final class TlsSettings {
  private final Store trust;
  private final Store own;

  private TlsSettings(Store trust, Store own) {
    this.trust = trust;
    this.own = own;
  }

  private record Store(Setting<Path> file, Setting<String> password) {
    static Store at(String key, String why) {
      return new Store(
          TextSetting.of(key)
              .readBy(Path::of, "a PKCS12 or JKS file that this process may read")
              .mayBeAbsent()
              .because(why),
          TextSetting.of(key + ".password").mayBeAbsent().because("opens " + key).keptSecret());
    }

    Optional<KeyStoreFile> in(Settings settings) {
      Optional<String> secret = settings.find(password);
      if (secret.isPresent() && settings.find(file).isEmpty()) {
        throw settings.wrong(password, "only together with " + file);
      }
      return settings.find(file).map(path -> new KeyStoreFile(file.key(), path, secret.orElse("")));
    }
  }

  /**
   * The four settings under a common beginning.
   *
   * @param to the server, for the reasons
   */
  public static TlsSettings under(String beginning, String to) {
    return new TlsSettings(
        Store.at(
            beginning + ".truststore",
            "certificates to trust when talking to " + to + "; none: those of the Java runtime"),
        Store.at(
            beginning + ".keystore",
            "certificate and key that this process shows to " + to + "; none: it shows none"));
  }

  public SettingsCatalogue catalogue() {
    return SettingsCatalogue.of(trust.file, trust.password, own.file, own.password);
  }

  /** The files that are set; empty if none is. */
  public Optional<TlsFiles> files(Settings settings) {
    Optional<KeyStoreFile> trusted = trust.in(settings);
    Optional<KeyStoreFile> shown = own.in(settings);
    return trusted.isEmpty() && shown.isEmpty()
        ? Optional.empty()
        : Optional.of(new TlsFiles(trusted, shown));
  }
}
