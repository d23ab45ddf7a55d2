namespace ModelGateway.Buffers;

/// <summary>
/// Counts the users of something that its last user disposes. It begins with one user, its owner; once the count has come to zero it can
/// not be entered again. A mutable struct: keep it in a field that is not readonly.
/// </summary>
internal struct LeaseCount()
{
    private int _users = 1;

    /// <summary>Adds a user; false where the last one has left.</summary>
    public bool TryEnter()
    {
        int users = Volatile.Read(ref _users);
        while (users > 0)
        {
            int seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return true;
            }

            users = seen;
        }

        return false;
    }

    /// <summary>Removes a user; true for the last one, which disposes what was used.</summary>
    public bool Leave() => Interlocked.Decrement(ref _users) == 0;
}
