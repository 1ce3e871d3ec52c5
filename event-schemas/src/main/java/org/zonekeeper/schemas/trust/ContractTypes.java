package org.zonekeeper.schemas.trust;

import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/**
 * Makes the contract's generated classes known to Avro. Since 1.12.2 Avro loads only classes that
 * the program has said to trust, also when it copies or reads a record nested in another one.
 * Whatever was trusted before stays trusted.
 */
public final class ContractTypes {
  private static final String PACKAGES = "org.zonekeeper.schemas.";

  static {
    ClassSecurityPredicate ours = type -> type.getName().startsWith(PACKAGES);
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), ours));
  }

  private ContractTypes() {}

  /**
   * Trusts the contract's types from now on; called from the static initialisers of whatever copies
   * or decodes them. Safe on any thread, and as often as you like.
   */
  public static void trust() {
    // Loading this class was all there is to do, and the JVM does that once.
  }
}
