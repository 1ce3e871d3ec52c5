package org.zonekeeper.acr.status;

/**
 * Where a forwarder tells how it is.
 *
 * @param host address to listen on; default this machine only, because anybody may ask
 * @param port 0: any free one
 */
public record StatusSettings(String host, int port) {}
