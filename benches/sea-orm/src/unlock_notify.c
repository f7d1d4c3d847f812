/* sea-orm always asks for sqlx's `unlock-notify`, which calls this when another connection holds a
   lock in a shared cache. There is no shared cache here, so that it is never called. */
int sqlite3_unlock_notify(void *db, void (*notify)(void **, int), void *argument) {
    (void)db;
    (void)notify;
    (void)argument;
    return 1; /* SQLITE_ERROR */
}
