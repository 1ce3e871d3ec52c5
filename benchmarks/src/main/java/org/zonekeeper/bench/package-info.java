/** {@code zonekeeper bench}: how fast the system is, measured on real processes. */
package org.zonekeeper.bench;
