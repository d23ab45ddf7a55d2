using System.Globalization;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelGateway;

namespace SatelliteProvider;

/// <summary>A type of provider that answers with the question.</summary>
public sealed class EchoProviderType() : ProviderType(TypeName)
{
    public const string TypeName = "Echo";

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> Settings => ["Keys", "Prefix", "Limits"];

    /// <inheritdoc/>
    public override IEnumerable<string> Validate(ProviderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.Settings.ContainsKey("Prefix"))
        {
            yield return "Prefix is missing. Set it to the text before every answer.";
        }
    }

    /// <inheritdoc/>
    public override IChatClient CreateChatClient(ProviderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new EchoChatClient(
            context.Services.GetRequiredService<EchoJournal>(), context.Options.Settings["Prefix"] + string.Concat(context.Keys),
            Limit(context));
    }

    /// <inheritdoc/>
    public override IEmbeddingGenerator<string, Embedding<float>> CreateEmbeddingGenerator(ProviderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new EchoGenerator(context.Services.GetRequiredService<EchoJournal>());
    }

    private static int? Limit(ProviderContext context) =>
        context.Options.Settings.TryGetValue("Limits:MaxConcurrency", out string? text) ? int.Parse(text, CultureInfo.InvariantCulture)
            : null;
}
