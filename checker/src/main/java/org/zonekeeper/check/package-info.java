/** The verdict on a run, by what was seen of it from outside. */
package org.zonekeeper.check;
