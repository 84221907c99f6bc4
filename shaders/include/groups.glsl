// Groups spill over into a second dimension where one has too few.
uint groupIndex()
{
    return gl_WorkGroupID.x + gl_WorkGroupID.y * gl_NumWorkGroups.x;
}
