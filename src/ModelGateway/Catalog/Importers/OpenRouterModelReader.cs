using ModelGateway.Capabilities;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Importers;

/// <summary>Reads one of OpenRouter's models.</summary>
/// <param name="report">Counts the values.</param>
/// <param name="isAlias">Whether a slug names one model only.</param>
internal sealed class OpenRouterModelReader(ImportReportBuilder report, Func<string, bool> isAlias)
{
    private const string NoFact = "no fact of ours";

    private readonly ModelDraft _draft = new();

    private ImportValue? _topContext;

    public ModelInfo Read(in ImportValue model, string id)
    {
        _draft.Kind = ModelKind.Chat;
        report.ReadFields(model, field => ReadField(field, id));
        ReadTopContext();
        return _draft.Build(id);
    }

    private void ReadField(ImportValue field, string id)
    {
        switch (field.Name)
        {
            case "id": report.Use(field); break;
            case "name":
                _draft.DisplayName = field.Label();
                report.Use(field);
                break;
            case "canonical_slug": ReadSlug(field, id); break;
            case "created": ReadCreated(field); break;
            case "expiration_date":
                _draft.Lifecycle = (_draft.Lifecycle ?? new ModelLifecycle()) with { Sunset = field.Day() };
                report.Use(field);
                break;
            case "context_length": _draft.Context = report.ReadLimit(field); break;
            case "top_provider":
                report.ReadFields(field, ReadTopProvider);
                report.LeaveEmpty(field);
                break;
            case "architecture":
                report.ReadFields(field, part => ReadArchitecture(part, id));
                report.LeaveEmpty(field);
                break;
            case "pricing": _draft.AddRules(new OpenRouterPrices(report).Read(field)); break;
            case "supported_parameters": ReadParameters(field); break;
            default: report.Leave(field, WhyNotUsed(field.Name)); break;
        }
    }

    private static string WhyNotUsed(string field) => field switch
    {
        "description" => "a text for people",
        "hugging_face_id" or "knowledge_cutoff" or "default_parameters" or "supported_voices" or "per_request_limits" => NoFact,
        "links" => "where it is from",
        _ => "unknown field",
    };

    private void ReadSlug(in ImportValue field, string id)
    {
        string slug = field.Label();
        bool isId = slug.Equals(id, StringComparison.OrdinalIgnoreCase);
        bool isName = !isId && CatalogText.IsName(slug) && isAlias(slug);
        if (isName)
        {
            _draft.AddAlias(slug);
        }

        report.Note(field, isId || isName, "names several models");
    }

    private void ReadCreated(in ImportValue field)
    {
        const decimal Year2200 = 7_258_118_400m;
        decimal seconds = field.Number();
        DateOnly released = seconds is >= 0 and <= Year2200
            ? DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds((long)seconds).UtcDateTime)
            : throw field.Wrong("an instant in seconds since 1970");
        bool isDay = ImportValue.IsNear(released);
        if (isDay)
        {
            _draft.Lifecycle = (_draft.Lifecycle ?? new ModelLifecycle()) with { Released = released };
        }

        report.Note(field, isDay, "no day that a model could be of");
    }

    private void ReadTopProvider(ImportValue field)
    {
        switch (field.Name)
        {
            case "top_provider.context_length": _topContext = field; break;
            case "top_provider.max_completion_tokens": _draft.MaxOutput = report.ReadLimit(field); break;
            default: report.Leave(field, NoFact); break;
        }
    }

    private void ReadTopContext()
    {
        if (_topContext is not { } top)
        {
            return;
        }

        if (_draft.Context is { } context && context != top.Count())
        {
            report.Leave(top, "the first provider's: the largest is taken, since requests go to one that they fit");
        }
        else
        {
            _draft.Context = report.ReadLimit(top);
        }
    }

    private void ReadArchitecture(ImportValue field, string id)
    {
        switch (field.Name)
        {
            case "architecture.input_modalities":
                ReadModalities(field, LiteLLMFlags.Input, OpenRouterVocabulary.InputModalities);
                break;
            case "architecture.output_modalities":
                HashSet<string> outputs = [.. field.Items().Select(static item => item.Text())];
                _draft.Kind = outputs.Contains("text") ? ModelKind.Chat
                    : outputs.Contains("embeddings") ? ModelKind.Embedding
                    : ModelKind.Other;
                ReadModalities(field, OpenRouterVocabulary.Output, OpenRouterVocabulary.OutputModalities);
                break;
            case "architecture.tokenizer":
                _draft.Tokenizer = OpenRouterVocabulary.Tokenizer(field.Label(), id);
                report.Note(field, _draft.Tokenizer is not null, "names no tokenizer");
                break;
            case "architecture.modality":
                report.Leave(field, "says again what the two lists say");
                break;
            default:
                report.Leave(field, NoFact);
                break;
        }
    }

    private void ReadModalities(in ImportValue field, Func<string, CapabilityFlags?> find, CapabilityFlags all)
    {
        CapabilityFlags found = 0;
        foreach (ImportValue item in field.Items())
        {
            CapabilityFlags? flag = find(item.Text());
            found |= flag ?? 0;
            report.Note(item, flag is not null, "no capability of ours");
        }

        if (field.Element.GetArrayLength() == 0)
        {
            report.Leave(field, "empty");
            return;
        }

        _draft.Yes |= found;
        _draft.No |= all & ~found;
    }

    private void ReadParameters(in ImportValue field)
    {
        CapabilityFlags found = 0;
        int penalties = 0;
        foreach (ImportValue item in field.Items())
        {
            penalties += item.Text() is "frequency_penalty" or "presence_penalty" ? 1 : 0;
            if (OpenRouterVocabulary.Parameters.TryGetValue(item.Text(), out CapabilityFlags flag))
            {
                found |= flag;
                report.Use(item);
            }
            else
            {
                report.Leave($"{field.Name}[]={CatalogText.Show(item.Text())}", item, "no capability of ours");
            }
        }

        if (field.Element.GetArrayLength() == 0)
        {
            report.Leave(field, "empty: nothing is listed of this model");
            return;
        }

        // With one of the two penalties, the capability stays unknown: it means both.
        CapabilityFlags half = penalties == 1 ? CapabilityFlags.Penalties : 0;
        _draft.Yes |= found & ~half;
        _draft.No |= OpenRouterVocabulary.Exhaustive & ~found;
    }
}
