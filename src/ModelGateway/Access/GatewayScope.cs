using System.Collections.Frozen;
using ModelGateway.Access;

namespace ModelGateway;

/// <summary>
/// The caller that a request is made for, which budgets apply to. It comes from a trusted source (<see cref="IScopeResolver"/> or
/// <see cref="Begin"/>), never from a prompt. A request's own options may add values to it, never replace one.
/// </summary>
public sealed record GatewayScope
{
    /// <summary>A scope without values.</summary>
    public static GatewayScope None { get; } = new();

    /// <summary>The customer or organisation.</summary>
    public string? Tenant { get; init; }

    /// <summary>The team, project or application.</summary>
    public string? Team { get; init; }

    /// <summary>The end user.</summary>
    public string? User { get; init; }

    /// <summary>Further labels, by name.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The scope of the current asynchronous flow; null where none was begun.</summary>
    public static GatewayScope? Current => AmbientScope.Current;

    /// <summary>Sets the scope of all requests of this asynchronous flow until the result is disposed.</summary>
    /// <param name="tenant">The customer or organisation.</param>
    /// <param name="team">The team, project or application.</param>
    /// <param name="user">The end user.</param>
    /// <param name="tags">Further labels; copied.</param>
    /// <returns>Restores the previous scope when disposed.</returns>
    public static IDisposable Begin(
        string? tenant = null, string? team = null, string? user = null, IReadOnlyDictionary<string, string>? tags = null) =>
        AmbientScope.Begin(new GatewayScope
        {
            Tenant = tenant,
            Team = team,
            User = user,
            Tags = tags is null ? FrozenDictionary<string, string>.Empty : tags.ToFrozenDictionary(StringComparer.Ordinal),
        });

    /// <summary>Two scopes are equal when all their values are.</summary>
    /// <param name="other">The other scope.</param>
    /// <returns>Whether they are equal.</returns>
    public bool Equals(GatewayScope? other) =>
        other is not null && Tenant == other.Tenant && Team == other.Team && User == other.User && Tags.Count == other.Tags.Count
        && Tags.All(tag => other.Tags.TryGetValue(tag.Key, out string? value) && value == tag.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Tenant, Team, User, Tags.Count);

    /// <summary>This scope, with the values that only <paramref name="narrower"/> has.</summary>
    /// <exception cref="ArgumentException">A value of <paramref name="narrower"/> differs from this scope's.</exception>
    internal GatewayScope Narrow(GatewayScope? narrower)
    {
        if (narrower is null || ReferenceEquals(narrower, this))
        {
            return this;
        }

        Dictionary<string, string> tags = new(Tags, StringComparer.Ordinal);
        foreach ((string name, string value) in narrower.Tags)
        {
            tags[name] = Narrow($"tag '{name}'", tags.GetValueOrDefault(name), value)!;
        }

        return new GatewayScope
        {
            Tenant = Narrow("tenant", Tenant, narrower.Tenant),
            Team = Narrow("team", Team, narrower.Team),
            User = Narrow("user", User, narrower.User),
            Tags = tags,
        };
    }

    private static string? Narrow(string what, string? trusted, string? asked) =>
        asked is null || trusted == asked ? trusted
        : trusted is null ? asked
        : throw new ArgumentException(
            $"The request's options ask for {what} '{asked}', but the scope is already {what} '{trusted}'. "
            + "Options narrow a scope; to act for another, begin it with GatewayScope.Begin or an IScopeResolver.");
}
