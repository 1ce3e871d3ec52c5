/** The HTTP server with which each service answers operators and auditors, within limits. */
package org.zonekeeper.management;
