namespace ModelGateway.Tokens;

/// <summary>What a request has beside its messages, which most have not.</summary>
internal sealed class SideProfiles
{
    public readonly TextProfile Reasoning;
    public readonly TextProfile Tools;
    public readonly TextProfile Schemas;

    private SideProfiles(in TextProfile reasoning, in TextProfile tools, in TextProfile schemas)
    {
        Reasoning = reasoning;
        Tools = tools;
        Schemas = schemas;
    }

    /// <summary>Null where there is nothing.</summary>
    public static SideProfiles? Of(in InputTexts<ProfileSink> texts)
    {
        TextProfile reasoning = texts.Reasoning.Profile;
        TextProfile tools = texts.Tools.Profile;
        TextProfile schemas = texts.Schemas.Profile;
        return (reasoning.Bytes | tools.Bytes | schemas.Bytes) == 0 ? null : new SideProfiles(reasoning, tools, schemas);
    }
}
