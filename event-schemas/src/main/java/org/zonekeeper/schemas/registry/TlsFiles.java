package org.zonekeeper.schemas.registry;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.zonekeeper.settings.InvalidSettingException;

/**
 * What TLS to a server rests on. The server's name is always checked.
 *
 * @param trust certificates to trust; absent: those of the Java runtime
 * @param own certificate and key of this process; absent: none is presented
 */
public record TlsFiles(Optional<KeyStoreFile> trust, Optional<KeyStoreFile> own) {

  /**
   * A context for clients.
   *
   * @throws InvalidSettingException naming the setting whose file cannot be used
   */
  public SSLContext sslContext() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(), trustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      String files = trust.map(Object::toString).orElse("") + own.map(Object::toString).orElse("");
      throw new InvalidSettingException(
          trust.or(() -> own).map(KeyStoreFile::key).orElse("tls"),
          files,
          "key stores that TLS can use (it said: " + e.getMessage() + ")",
          e);
    }
  }

  private TrustManager[] trustManagers() throws GeneralSecurityException {
    if (trust.isEmpty()) {
      return null;
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trust.get().load());
    return factory.getTrustManagers();
  }

  private KeyManager[] keyManagers() throws GeneralSecurityException {
    if (own.isEmpty()) {
      return null;
    }
    KeyStore store = own.get().load();
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, own.get().password().toCharArray());
    return factory.getKeyManagers();
  }
}
