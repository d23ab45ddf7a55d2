using ModelGateway.Capabilities;
using ModelGateway.Catalog.Models;

namespace ModelGateway.Catalog.Importers;

/// <summary>Reads one of OpenRouter's models.</summary>
internal sealed class OpenRouterModelReader(ImportReportBuilder ledger, Func<string, bool> isOwnSlug)
{
    private const string ForPeople = "a text for people";

    private readonly ModelDraft _draft = new();

    private ImportValue? _topContext;

    public ModelInfo Read(in ImportValue model, string id)
    {
        _draft.Kind = ModelKind.Chat;
        foreach (ImportValue field in model.Fields())
        {
            if (field.IsNull)
            {
                ledger.Leave(field.Name, field, ImportReportBuilder.Null);
            }
            else
            {
                ReadField(field, id);
            }
        }

        if (_topContext is { } top)
        {
            if (_draft.Context is { } context && context != top.Count())
            {
                ledger.Leave(top.Name, top, "the first provider's: the largest is taken, since requests go to one that they fit");
            }
            else
            {
                _draft.Context = Limit(top);
            }
        }

        return _draft.Build(id);
    }

    private void ReadField(in ImportValue field, string id)
    {
        switch (field.Name)
        {
            case "id":
                ledger.Use(field);
                break;
            case "name":
                _draft.DisplayName = field.Label();
                ledger.Use(field);
                break;
            case "canonical_slug":
                Slug(field, id);
                break;
            case "created":
                decimal seconds = field.Number();
                DateOnly released = seconds is >= 0 and <= 7_258_118_400m
                    ? DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds((long)seconds).UtcDateTime)
                    : throw field.Wrong("an instant in seconds since 1970");
                if (ImportValue.IsNear(released))
                {
                    _draft.Lifecycle = _draft.Lifecycle with { Released = released };
                    ledger.Use(field);
                }
                else
                {
                    ledger.Leave(field.Name, field, "no day that a model could be of");
                }

                break;
            case "expiration_date":
                _draft.Lifecycle = _draft.Lifecycle with { Sunset = field.Day() };
                ledger.Use(field);
                break;
            case "context_length":
                _draft.Context = Limit(field);
                break;
            case "top_provider":
                Each(field, TopProvider);
                break;
            case "architecture":
                Each(field, part => Architecture(part, id));
                break;
            case "pricing":
                _draft.Rules.AddRange(new OpenRouterPrices(ledger).Read(field));
                break;
            case "supported_parameters":
                Parameters(field);
                break;
            default:
                ledger.Leave(field.Name, field, field.Name switch
                {
                    "description" => ForPeople,
                    "hugging_face_id" or "knowledge_cutoff" or "default_parameters" or "supported_voices" or "per_request_limits" => "no fact of ours",
                    "links" => "where it is from",
                    _ => "unknown field",
                });
                break;
        }
    }

    private void Each(in ImportValue value, Action<ImportValue> read)
    {
        foreach (ImportValue field in value.Fields())
        {
            if (field.IsNull)
            {
                ledger.Leave(field.Name, field, ImportReportBuilder.Null);
            }
            else
            {
                read(field);
            }
        }

        ledger.LeaveEmpty(value.Name, value);
    }

    private void Slug(in ImportValue field, string id)
    {
        string slug = field.Label();
        if (slug.Equals(id, StringComparison.OrdinalIgnoreCase))
        {
            ledger.Use(field);
        }
        else if (CatalogText.IsName(slug) && isOwnSlug(slug))
        {
            _draft.Aliases.Add(slug);
            ledger.Use(field);
        }
        else
        {
            ledger.Leave(field.Name, field, "names several models");
        }
    }

    private int? Limit(in ImportValue field)
    {
        int limit = field.Count();
        if (limit > 0)
        {
            ledger.Use(field);
            return limit;
        }

        ledger.Leave(field.Name, field, "0: no limit is said");
        return null;
    }

    private void TopProvider(ImportValue field)
    {
        switch (field.Name)
        {
            case "top_provider.context_length":
                _topContext = field;
                break;
            case "top_provider.max_completion_tokens":
                _draft.MaxOutput = Limit(field);
                break;
            default:
                ledger.Leave(field.Name, field, "no fact of ours");
                break;
        }
    }

    private void Architecture(ImportValue field, string id)
    {
        switch (field.Name)
        {
            case "architecture.input_modalities":
                Modalities(field, LiteLLMFlags.Input, OpenRouterVocabulary.ExhaustiveModalities & (CapabilityFlags.ImageInput | CapabilityFlags.AudioInput | CapabilityFlags.VideoInput));
                break;
            case "architecture.output_modalities":
                HashSet<string> made = [.. field.Items().Select(static item => item.Text())];
                _draft.Kind = made.Contains("text") ? ModelKind.Chat : made.Contains("embeddings") ? ModelKind.Embedding : ModelKind.Other;
                Modalities(field, static word => word == "embeddings" ? CapabilityFlags.None : LiteLLMFlags.Output(word), CapabilityFlags.ImageOutput | CapabilityFlags.AudioOutput);
                break;
            case "architecture.tokenizer":
                string name = field.Label();
                _draft.Tokenizer = OpenRouterVocabulary.Tokenizer(name, id);
                if (_draft.Tokenizer is null)
                {
                    ledger.Leave(field.Name, field, "names no tokenizer");
                }
                else
                {
                    ledger.Use(field);
                }

                break;
            default:
                ledger.Leave(field.Name, field, field.Name == "architecture.modality" ? "says again what the two lists say" : "no fact of ours");
                break;
        }
    }

    private void Modalities(in ImportValue field, Func<string, CapabilityFlags?> known, CapabilityFlags all)
    {
        CapabilityFlags found = 0;
        foreach (ImportValue item in field.Items())
        {
            if (known(item.Text()) is { } flag)
            {
                found |= flag;
                ledger.Use(item);
            }
            else
            {
                ledger.Leave(item.Name, item, "no capability of ours");
            }
        }

        if (field.Element.GetArrayLength() == 0)
        {
            ledger.Leave(field.Name, field, "empty");
            return;
        }

        _draft.Yes |= found;
        _draft.No |= all & ~found;
    }

    private void Parameters(in ImportValue field)
    {
        CapabilityFlags found = 0;
        int penalties = 0;
        foreach (ImportValue item in field.Items())
        {
            penalties += item.Text() is "frequency_penalty" or "presence_penalty" ? 1 : 0;
            if (OpenRouterVocabulary.Parameters.TryGetValue(item.Text(), out CapabilityFlags flag))
            {
                found |= flag;
                ledger.Use(item);
            }
            else
            {
                ledger.Leave($"{field.Name}[]={CatalogText.Show(item.Text())}", item, "no capability of ours");
            }
        }

        if (field.Element.GetArrayLength() == 0)
        {
            ledger.Leave(field.Name, field, "empty: nothing is listed of this model");
            return;
        }

        // One of the two penalties is neither all of the capability nor none of it.
        CapabilityFlags half = penalties == 1 ? CapabilityFlags.Penalties : 0;
        _draft.Yes |= found & ~half;
        _draft.No |= OpenRouterVocabulary.Exhaustive & ~found;
    }
}
