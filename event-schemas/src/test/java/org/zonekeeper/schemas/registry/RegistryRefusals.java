package org.zonekeeper.schemas.registry;

/** Factory of the registry's failures, for tests of other packages. */
public final class RegistryRefusals {
  private RegistryRefusals() {}

  /** As when no address answers. */
  public static RegistryException away() {
    return new RegistryUnavailableException("registry away", null);
  }
}
