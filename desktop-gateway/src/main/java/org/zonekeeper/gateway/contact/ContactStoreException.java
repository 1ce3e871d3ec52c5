package org.zonekeeper.gateway.contact;

/**
 * The contact store did not do what it was asked for. The message is for operators; there is no
 * cause, because what a database says may repeat personal data.
 */
public final class ContactStoreException extends Exception {
  private static final long serialVersionUID = 1;

  ContactStoreException(String message) {
    super(message);
  }
}
