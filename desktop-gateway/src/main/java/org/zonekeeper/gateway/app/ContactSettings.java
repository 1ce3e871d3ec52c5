package org.zonekeeper.gateway.app;

import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.zonekeeper.gateway.contact.ContactStore;
import org.zonekeeper.gateway.contact.JdbcContactStore;

/**
 * Where contacts' personal data is. Immutable.
 *
 * @param url of the database, as JDBC has it
 * @param user empty: it asks for none
 * @param password empty: it asks for none
 * @param patience after which who asks is told that it is not available
 * @param waiting most questions that wait in one lane
 */
public record ContactSettings(
    String url, Optional<String> user, Optional<String> password, Duration patience, int waiting) {

  /** A store for one thread; connects when it is asked. */
  ContactStore open() {
    Properties credentials = new Properties();
    user.ifPresent(name -> credentials.setProperty("user", name));
    password.ifPresent(secret -> credentials.setProperty("password", secret));
    return new JdbcContactStore(url, credentials, patience);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "contacts at " + url;
  }
}
