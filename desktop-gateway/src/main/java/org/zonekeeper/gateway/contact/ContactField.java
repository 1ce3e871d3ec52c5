package org.zonekeeper.gateway.contact;

/**
 * Something that is known of a contact. Personal data: for the agent who has the contact in hand,
 * in no topic and no log. Immutable.
 *
 * @param name such as "email"; of a number its kind, such as "mobile"
 * @param writable whether that agent may change it
 */
public record ContactField(String name, String value, Group group, boolean writable) {

  /** Which answer it stands in. */
  public enum Group {
    /** Who the contact is: name, address. */
    DETAIL,
    /** What the campaign needs to know, such as a contract's end. */
    ATTRIBUTE,
    /** A number that the contact can be called at. */
    NUMBER
  }

  /** Its name alone: a value is in no log. */
  @Override
  public String toString() {
    return group + " " + name;
  }
}
